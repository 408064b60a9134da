"""The site's settings as they stand in the environment: a table of them, and their reader."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xunzheng.formats.limits import LIMIT_SETTINGS, ReadLimits, limits_from
from xunzheng.formats.refusals import WrongLimit
from xunzheng.site.project.account_settings import (
    ACCOUNT_SETTINGS,
    AccountSettings,
    read_account_settings,
)
from xunzheng.site.project.case_settings import CASE_SETTINGS, CaseSettings, read_case_settings
from xunzheng.site.project.database import Database, read_database
from xunzheng.site.project.operation_settings import (
    OPERATION_SETTINGS,
    OperationSettings,
    read_operation_settings,
)
from xunzheng.site.project.setting import Setting as Setting
from xunzheng.site.project.setting import WrongSetting as WrongSetting
from xunzheng.site.project.setting import whole, yes_or_no

SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "XUNZHENG_DATA_DIR", "var",
        "存放数据库和密钥的目录；相对路径从启动时的当前目录算起。",
        "The directory for the database and the secret key; a relative path counts from the "
        "current directory.",
    ),
    Setting(
        "XUNZHENG_DATABASE_URL", "",
        "数据库地址：postgresql://用户:口令@主机:端口/库名（须另装 xunzheng[postgresql]），或 sqlite:///路径。"
        "空则用数据目录里的 SQLite。",
        "The database: postgresql://user:password@host:port/name (needs the extra xunzheng[postgresql]) or "
        "sqlite:///path. Empty: SQLite in the data directory.",
    ),
    Setting(
        "XUNZHENG_SECRET_KEY", "",
        "签名密钥，至少 32 个字符。空则用数据目录里的 secret-key 文件，首次启动时生成。",
        "The signing key, at least 32 characters. Empty: the file secret-key in the data "
        "directory, made at first start.",
    ),
    Setting(
        "XUNZHENG_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]",
        "允许访问的主机名，逗号分隔。",
        "The host names that are answered, separated by commas.",
    ),
    Setting(
        "XUNZHENG_HTTPS", "no",
        "是否只经 HTTPS 提供服务（yes 或 no）；yes 时启用安全 Cookie、HSTS，并采信反向代理的 "
        "X-Forwarded-Proto。",
        "Whether the site is served by HTTPS only (yes or no); yes turns on secure cookies and "
        "HSTS and trusts "
        "X-Forwarded-Proto of the reverse proxy.",
    ),
    Setting(
        "XUNZHENG_UPLOAD_LIMIT_MB", "10",
        "一份报告的大小上限，单位 MB，1 至 200 的整数。",
        "The largest report in MB, a whole number from 1 to 200.",
    ),
    Setting(
        "XUNZHENG_LOCAL_FILE", "",
        "在 /local/ 只读显示的一份文件的路径。空则没有这一页。",
        "The path of a file that is shown, read-only, at /local/. Empty: there is no such page.",
    ),
    Setting(
        "XUNZHENG_BATCH_LIMIT_MB", "500",
        "一批报告合计的大小上限，单位 MB，1 至 20000 的整数。",
        "The largest batch of reports in MB, a whole number from 1 to 20000.",
    ),
    Setting(
        "XUNZHENG_BATCH_FILES", "5000",
        "一批报告最多多少个文件，1 至 100000 的整数；压缩包里的也算。",
        "The most files of a batch, a whole number from 1 to 100000; those in archives count.",
    ),
    Setting(
        "XUNZHENG_BATCH_DAYS", "7",
        "一批报告保存多少天，1 至 365 的整数，到期自动删除。",
        "For how many days a batch is kept, a whole number from 1 to 365; then it is deleted.",
    ),
    Setting(
        "XUNZHENG_BATCH_KEPT", "50",
        "最多同时保存多少批，1 至 10000 的整数。",
        "How many batches are kept at once, a whole number from 1 to 10000.",
    ),
    Setting(
        "XUNZHENG_BATCH_JOBS", "1",
        "一批用几个进程核查，1 至 64 的整数；各批依次进行。",
        "How many processes work on a batch, a whole number from 1 to 64; batches take turns.",
    ),
    Setting(
        "XUNZHENG_JOURNAL_DIGEST", "sha256",
        "审计日志用哪种摘要算法：sha256 或 sm3（国密，GB/T 32905）；随时可换，已有的记录不受影响。",
        "The digest of the journal: sha256 or sm3 (GB/T 32905). It can be changed at any time; entries "
        "that are there keep theirs.",
    ),
    Setting(
        "XUNZHENG_JOURNAL_LANES", "",
        "审计日志分成几条链，1 至 256 的整数；同一条链上的写入依次进行。空则 SQLite 为 1，PostgreSQL 为 16。",
        "How many chains the journal has, a whole number from 1 to 256; writers of one chain take turns. "
        "Empty: 1 on SQLite, 16 on PostgreSQL.",
    ),
    Setting(
        "XUNZHENG_API_RATE", "600",
        "程序接口上一个令牌一分钟最多多少次请求，0 至 100000 的整数；0 为不限。每个进程各自计数；"
        "没有令牌的按地址，令牌不对的按地址只有十分之一。",
        "How many requests a token may make to the interface for programs in a minute, a whole number "
        "from 0 to 100000; 0: no limit. Each process counts for itself; without a token the address counts, "
        "and with tokens that are none it has a tenth.",
    ),
    *ACCOUNT_SETTINGS,
    *CASE_SETTINGS,
    *OPERATION_SETTINGS,
)  # fmt: skip

_DEFAULTS: Final[Mapping[str, str]] = {setting.name: setting.default for setting in SETTINGS}
_KNOWN: Final = {*_DEFAULTS, *(setting.name for setting in LIMIT_SETTINGS)}
_SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings, read and checked. `secret_key` is None where the data directory holds it."""

    data_dir: Path
    database: Database
    secret_key: str | None
    allowed_hosts: tuple[str, ...]
    https: bool
    upload_limit: int
    local_file: Path | None
    limits: ReadLimits
    batch_limit: int
    batch_files: int
    batch_days: int
    batch_kept: int
    batch_jobs: int
    accounts: AccountSettings
    cases: CaseSettings
    operations: OperationSettings
    journal_digest: str
    journal_lanes: int
    api_rate: int


def read_environment(variables: Mapping[str, str], directory: Path) -> Environment:
    """The settings from environment variables; `directory` is where relative paths count from.

    Raises WrongSetting for a value that is not what the setting takes, and for a name that is nearly
    one of the settings, which would otherwise be passed over in silence.

    >>> read_environment({}, Path("/srv")).data_dir
    PosixPath('/srv/var')
    """
    _refuse_misspelt(variables)
    values = {name: variables.get(name, "").strip() or default for name, default in _DEFAULTS.items()}
    data_dir = directory / Path(values["XUNZHENG_DATA_DIR"]).expanduser()
    local_file = values["XUNZHENG_LOCAL_FILE"]
    database = _database(values["XUNZHENG_DATABASE_URL"], data_dir, directory)
    return Environment(
        data_dir=data_dir,
        database=database,
        secret_key=_secret_key(values["XUNZHENG_SECRET_KEY"]),
        allowed_hosts=_hosts(values["XUNZHENG_ALLOWED_HOSTS"]),
        https=yes_or_no("XUNZHENG_HTTPS", values["XUNZHENG_HTTPS"]),
        upload_limit=_megabytes("XUNZHENG_UPLOAD_LIMIT_MB", values["XUNZHENG_UPLOAD_LIMIT_MB"]),
        local_file=directory / Path(local_file).expanduser() if local_file else None,
        limits=_limits(variables),
        batch_limit=whole("XUNZHENG_BATCH_LIMIT_MB", values, 20_000) * 1024 * 1024,
        batch_files=whole("XUNZHENG_BATCH_FILES", values, 100_000),
        batch_days=whole("XUNZHENG_BATCH_DAYS", values, 365),
        batch_kept=whole("XUNZHENG_BATCH_KEPT", values, 10_000),
        batch_jobs=whole("XUNZHENG_BATCH_JOBS", values, 64),
        accounts=read_account_settings(values),
        cases=read_case_settings(values, directory),
        operations=read_operation_settings(values),
        journal_digest=_digest(values["XUNZHENG_JOURNAL_DIGEST"]),
        journal_lanes=_lanes(values, database),
        api_rate=whole("XUNZHENG_API_RATE", values, 100_000, least=0),
    )


def _refuse_misspelt(variables: Mapping[str, str]) -> None:
    for name in variables:
        if name.startswith("XUNZHENG") and name not in _KNOWN:
            near = difflib.get_close_matches(name, _KNOWN, n=1, cutoff=0.85)
            if near:
                raise WrongSetting(name, f"已知的设置，如 {near[0]}", name, "请改正名称或删去。")


def _limits(variables: Mapping[str, str]) -> ReadLimits:
    try:
        return limits_from(variables)
    except WrongLimit as wrong:
        expected = f"{wrong.least} 至 {wrong.most} 的整数"
        raise WrongSetting(wrong.name, expected, wrong.found, "请改正，或删去以使用默认值。") from None


def _database(address: str, data_dir: Path, directory: Path) -> Database:
    if not address:
        return Database("sqlite", str(data_dir / "xunzheng.sqlite3"))
    database = read_database(address, directory)
    if database is None:
        shown = address.split("://")[0] + "://…"
        expected = "postgresql://用户:口令@主机:端口/库名 或 sqlite:///路径"
        raise WrongSetting("XUNZHENG_DATABASE_URL", expected, shown, "请改正，或删去以使用默认的 SQLite。")
    return database


def _secret_key(value: str) -> str | None:
    if value and len(value) < _SHORTEST_KEY:
        expected, found = f"至少 {_SHORTEST_KEY} 个字符", f"{len(value)} 个字符"
        raise WrongSetting("XUNZHENG_SECRET_KEY", expected, found, "请换一个足够长的随机字符串。")
    return value or None


def _hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in value.split(",") if host.strip())
    for host in hosts:
        if "/" in host or " " in host or host == "*":
            expected = "不带协议和路径的主机名，且不为 *"
            raise WrongSetting(
                "XUNZHENG_ALLOWED_HOSTS", expected, host, "例如：pj.example.gov.cn,localhost。"
            )
    return hosts


def _digest(value: str) -> str:
    """An algorithm that this machine has: OpenSSL may have been built without SM3."""
    if value not in ("sha256", "sm3"):
        raise WrongSetting("XUNZHENG_JOURNAL_DIGEST", " sha256 或 sm3", value, "请改为其中之一。")
    try:
        hashlib.new(value)
    except ValueError:
        advice = "请换带 SM3 的 OpenSSL（1.1.1 以上），或改为 sha256。"
        raise WrongSetting("XUNZHENG_JOURNAL_DIGEST", "本机能算的摘要算法", value, advice) from None
    return value


def _lanes(values: Mapping[str, str], database: Database) -> int:
    if values["XUNZHENG_JOURNAL_LANES"]:
        return whole("XUNZHENG_JOURNAL_LANES", values, 256)
    return 1 if database.kind == "sqlite" else 16


def _megabytes(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 3 and 1 <= int(value) <= 200):
        raise WrongSetting(name, " 1 至 200 的整数", value, "单位是 MB，不写单位。")
    return int(value) * 1024 * 1024
