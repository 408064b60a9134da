"""The settings of running the site: log, metrics, readiness, connections, threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from xunzheng.site.project.setting import Setting, WrongSetting, whole

_SHORTEST_TOKEN: Final = 16
_MEGABYTE = 1024 * 1024
OPERATION_SETTINGS: Final = (
    Setting(
        "XUNZHENG_LOG_FORMAT", "text",
        "日志的写法：text 只写错误；json 每个请求一行 JSON（请求号、路由、状态、毫秒、账户号），"
        "错误也是一行。",
        "How the log is written: text has errors alone; json has a line of JSON for each request (its id, "
        "route, status, milliseconds, the account's number), and one for each error.",
    ),
    Setting(
        "XUNZHENG_METRICS_TOKEN", "",
        "读 /metrics 和就绪详情要出示的令牌，至少 16 个字符。空则只答本机直接来的请求；"
        "XUNZHENG_HTTPS=yes 时空则不答。",
        "The bearer token that /metrics and the details of readiness ask for, at least 16 characters. Empty: "
        "only direct requests of this machine are answered, and with XUNZHENG_HTTPS=yes none.",
    ),
    Setting(
        "XUNZHENG_DATABASE_KEPT_SECONDS", "600",
        "数据库连接保留多少秒再用，0 至 86400 的整数；0 为每个请求新建。",
        "For how many seconds a connection to the database is kept for the next request, a whole number from "
        "0 to 86400; 0 makes one for each.",
    ),
    Setting(
        "XUNZHENG_WORKER_SEEN_SECONDS", "120",
        "工作进程多少秒没有动静就算没有就绪，0 至 86400 的整数；0 为不要求有工作进程。",
        "After how many seconds without a sign of a worker the site is not ready, a whole number from 0 to "
        "86400; 0: no worker is asked for.",
    ),
    Setting(
        "XUNZHENG_DISK_FREE_MB", "500",
        "数据目录所在磁盘至少要剩多少 MB 才算就绪，0 至 999999 的整数。",
        "How many MB must be free on the disk of the data directory for the site to be ready, a whole number "
        "from 0 to 999999.",
    ),
    Setting(
        "XUNZHENG_THREADS", "4",
        "网站进程的线程数，1 至 64 的整数；PostgreSQL 上每个线程占一个连接。",
        "How many threads the site's process has, a whole number from 1 to 64; on PostgreSQL each takes a "
        "connection.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OperationSettings:
    """The settings of running the site, read and checked; the free disk is in bytes."""

    logs_json: bool
    metrics_token: str
    database_kept: int
    worker_seen: int
    disk_free: int
    threads: int


def read_operation_settings(values: Mapping[str, str]) -> OperationSettings:
    """The settings from the values of all settings by name. Raises WrongSetting."""
    return OperationSettings(
        _is_json(values["XUNZHENG_LOG_FORMAT"]),
        _token(values["XUNZHENG_METRICS_TOKEN"]),
        whole("XUNZHENG_DATABASE_KEPT_SECONDS", values, 86_400, least=0),
        whole("XUNZHENG_WORKER_SEEN_SECONDS", values, 86_400, least=0),
        whole("XUNZHENG_DISK_FREE_MB", values, 999_999, least=0) * _MEGABYTE,
        whole("XUNZHENG_THREADS", values, 64),
    )


def _is_json(value: str) -> bool:
    if value not in ("text", "json"):
        raise WrongSetting("XUNZHENG_LOG_FORMAT", " text 或 json", value, "请改为其中之一。")
    return value == "json"


def _token(value: str) -> str:
    if value and (len(value) < _SHORTEST_TOKEN or not value.isascii()):
        expected = f"至少 {_SHORTEST_TOKEN} 个 ASCII 字符"
        raise WrongSetting("XUNZHENG_METRICS_TOKEN", expected, f"{len(value)} 个字符", "请换一个随机字符串。")
    return value
