"""The settings of cases: rule packs, papers, their scanner, the channels over which messages go out."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xunzheng.site.project.setting import Setting, WrongSetting, whole

_CHANNELS: Final = ("file", "command", "mail")
_SECURITIES: Final = ("starttls", "tls", "none")
_MEGABYTE = 1024 * 1024
CASE_SETTINGS: Final = (
    Setting(
        "XUNZHENG_PACKS", "",
        "网站自己的规则包目录，与随软件附带的一并使用：放假通知、办公时间、时限、流程。改动后须重新启动网站和"
        "工作进程。",
        "The site's own folder of rule packs, used beside those that come with the program: notices of "
        "holidays, office hours, clocks, processes. After a change restart the site and its worker.",
    ),
    Setting(
        "XUNZHENG_PROVISIONAL_YEARS", "",
        "还没有放假通知也推算工作日的年份，逗号分隔，如 2027；只计周末和固定日期的法定节日，结果标明暂定。"
        "空则跨入没有通知的年份的办理不予受理。",
        "Years that are counted before their notice is out, separated by commas, such as 2027: by weekends "
        "and fixed holidays alone, and marked as provisional. Empty: what reaches into such a year is "
        "refused.",
    ),
    Setting(
        "XUNZHENG_PAPER_LIMIT_MB", "50",
        "一个附件的大小上限，单位 MB，1 至 2000 的整数。",
        "The largest paper in MB, a whole number from 1 to 2000.",
    ),
    Setting(
        "XUNZHENG_PAPER_SCANNER", "",
        "查毒的命令，末尾会加上文件的路径，退出码同 clamdscan：0 没有病毒，1 有病毒，"
        "其他为没有查成（附件等候，不放行）。空则不查。",
        "The virus scanner: a command that gets the file's path at its end and answers as clamdscan does: "
        "0 clean, 1 infected, anything else a failure (the paper waits and is not let through). Empty: none.",
    ),
    Setting(
        "XUNZHENG_CHANNELS", "",
        "消息除在网站显示外还经哪些渠道送出，逗号分隔：file 存成文件放在数据目录的 outbox 里，"
        "command 交给命令，mail 发电子邮件，只提醒申请人登录查看。",
        "Over which channels messages go out beside the pages, separated by commas: file (into the folder "
        "outbox of the data directory), command (to a command), mail (tells the applicant to look).",
    ),
    Setting(
        "XUNZHENG_MESSAGE_COMMAND", "",
        "渠道 command 的命令，从标准输入得到 JSON；退出码 0 为已送出。同一消息重送时 key 不变。",
        "The command of the channel command; it gets JSON on its standard input, and 0 says that it took the "
        "message. The same message sent again has the same key.",
    ),
    Setting(
        "XUNZHENG_MAIL_HOST", "",
        "渠道 mail 的 SMTP 服务器，可带端口，如 smtp.example.gov.cn:587。",
        "The SMTP server of the channel mail, with a port if need be: smtp.example.gov.cn:587.",
    ),
    Setting(
        "XUNZHENG_MAIL_SECURITY", "starttls",
        "与 SMTP 服务器的连接：starttls、tls 或 none（仅限本机或专网）。",
        "The connection to the SMTP server: starttls, tls, or none (on this machine or a closed network).",
    ),
    Setting(
        "XUNZHENG_MAIL_FROM", "", "渠道 mail 的发件地址。", "The sender's address of the channel mail.",
    ),
    Setting(
        "XUNZHENG_MAIL_USER", "", "SMTP 的用户名，空则不登录。", "The user at the SMTP server; empty: none.",
    ),
    Setting(
        "XUNZHENG_MAIL_PASSWORD", "", "SMTP 的口令。", "The password at the SMTP server.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail goes out: the server, and as whom."""

    host: str
    port: int
    security: str
    sender: str
    user: str
    password: str


@dataclass(frozen=True, slots=True)
class CaseSettings:
    """The settings of cases, read and checked; the limit is in bytes."""

    packs: Path | None
    provisional_years: tuple[int, ...]
    paper_limit: int
    paper_scanner: str
    channels: tuple[str, ...]
    message_command: str
    mail: MailSettings


def read_case_settings(values: Mapping[str, str], directory: Path) -> CaseSettings:
    """The settings from the values of all settings by name; relative paths count from `directory`.

    Raises WrongSetting.
    """
    channels = tuple(
        dict.fromkeys(each.strip() for each in values["XUNZHENG_CHANNELS"].split(",") if each.strip())
    )
    for channel in channels:
        if channel not in _CHANNELS:
            raise WrongSetting("XUNZHENG_CHANNELS", f" {'、'.join(_CHANNELS)}", channel, "用逗号分隔。")
    command = _command("XUNZHENG_MESSAGE_COMMAND", values)
    if "command" in channels and not command:
        raise WrongSetting("XUNZHENG_MESSAGE_COMMAND", "一条命令", "", "用渠道 command 就要设置它。")
    limit = whole("XUNZHENG_PAPER_LIMIT_MB", values, 2000) * _MEGABYTE
    return CaseSettings(
        _packs(values["XUNZHENG_PACKS"], directory), _years(values["XUNZHENG_PROVISIONAL_YEARS"]), limit,
        _command("XUNZHENG_PAPER_SCANNER", values), channels, command, _mail(values, "mail" in channels),
    )  # fmt: skip


def _packs(value: str, directory: Path) -> Path | None:
    folder = directory / Path(value).expanduser() if value else None
    if folder is not None and not folder.is_dir():
        raise WrongSetting("XUNZHENG_PACKS", "一个文件夹", value, "请核对路径和权限，或删去。")
    return folder


def _years(value: str) -> tuple[int, ...]:
    years = [each.strip() for each in value.split(",") if each.strip()]
    for year in years:
        if not (len(year) == 4 and year.isascii() and year.isdigit() and "2000" <= year <= "2100"):
            raise WrongSetting("XUNZHENG_PROVISIONAL_YEARS", "四位的年份", year, "用逗号分隔，如 2027,2028。")
    return tuple(sorted(set(map(int, years))))


def _mail(values: Mapping[str, str], is_used: bool) -> MailSettings:
    host, _, port = values["XUNZHENG_MAIL_HOST"].partition(":")
    security, sender = values["XUNZHENG_MAIL_SECURITY"], values["XUNZHENG_MAIL_FROM"]
    if security not in _SECURITIES:
        raise WrongSetting(
            "XUNZHENG_MAIL_SECURITY", f" {'、'.join(_SECURITIES)}", security, "请改为其中之一。"
        )
    if port and not (port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) < 65536):
        raise WrongSetting(
            "XUNZHENG_MAIL_HOST", "主机名，或主机名:端口", values["XUNZHENG_MAIL_HOST"], "请改正。"
        )
    if is_used and not host:
        raise WrongSetting("XUNZHENG_MAIL_HOST", "SMTP 服务器", "", "用渠道 mail 就要设置它。")
    if is_used and "@" not in sender:
        raise WrongSetting("XUNZHENG_MAIL_FROM", "发件地址", sender, "用渠道 mail 就要设置它。")
    return MailSettings(
        host, int(port or {"tls": 465, "starttls": 587}.get(security, 25)), security, sender,
        values["XUNZHENG_MAIL_USER"], values["XUNZHENG_MAIL_PASSWORD"],
    )  # fmt: skip


def _command(name: str, values: Mapping[str, str]) -> str:
    try:
        shlex.split(values[name])
    except ValueError:
        raise WrongSetting(name, "一条命令", values[name], "请核对引号。") from None
    return values[name]
