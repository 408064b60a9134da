"""The settings of cases: papers, their scanner, and the channels over which messages go out."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from xunzheng.site.project.setting import Setting, WrongSetting, whole

_CHANNELS: Final = ("file", "command")
_MEGABYTE = 1024 * 1024
CASE_SETTINGS: Final = (
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
        "command 交给命令。",
        "Over which channels messages go out beside the pages, separated by commas: file (into the folder "
        "outbox of the data directory), command (to a command).",
    ),
    Setting(
        "XUNZHENG_MESSAGE_COMMAND", "",
        "渠道 command 的命令，从标准输入得到 JSON；退出码 0 为已送出。同一消息重送时 key 不变。",
        "The command of the channel command; it gets JSON on its standard input, and 0 says that it took the "
        "message. The same message sent again has the same key.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseSettings:
    """The settings of cases, read and checked; the limit is in bytes."""

    paper_limit: int
    paper_scanner: str
    channels: tuple[str, ...]
    message_command: str


def read_case_settings(values: Mapping[str, str]) -> CaseSettings:
    """The settings from the values of all settings by name. Raises WrongSetting."""
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
    return CaseSettings(limit, _command("XUNZHENG_PAPER_SCANNER", values), channels, command)


def _command(name: str, values: Mapping[str, str]) -> str:
    try:
        shlex.split(values[name])
    except ValueError:
        raise WrongSetting(name, "一条命令", values[name], "请核对引号。") from None
    return values[name]
