"""The settings of signing in: passwords, lock-out, sessions, second factor, tokens, OIDC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from xunzheng.site.project.setting import Setting, WrongSetting, whole

ACCOUNT_SETTINGS: Final = (
    Setting(
        "XUNZHENG_PASSWORD_LENGTH", "10",
        "口令最少多少位，8 至 64 的整数；另须含大写、小写、数字、符号中的三类。",
        "The least length of a password, a whole number from 8 to 64; three of capitals, small letters, "
        "digits and signs are asked for besides.",
    ),
    Setting(
        "XUNZHENG_PASSWORD_DAYS", "90",
        "工作人员的口令多少天后须更换，1 至 3650 的整数。",
        "After how many days the staff change their passwords, a whole number from 1 to 3650.",
    ),
    Setting(
        "XUNZHENG_PASSWORD_HISTORY", "5",
        "不得与最近多少个口令相同，1 至 24 的整数。",
        "How many past passwords do not come back, a whole number from 1 to 24.",
    ),
    Setting(
        "XUNZHENG_LOGIN_FAILURES", "5",
        "连续登录失败几次后暂停登录，3 至 20 的整数。",
        "After how many failures signing in is suspended, a whole number from 3 to 20.",
    ),
    Setting(
        "XUNZHENG_LOGIN_MINUTES", "15",
        "登录失败按多少分钟计、暂停多久，1 至 1440 的整数。",
        "Over how many minutes failures are counted and signing in is suspended, from 1 to 1440.",
    ),
    Setting(
        "XUNZHENG_SESSION_MINUTES", "30",
        "多少分钟没有操作即退出登录，1 至 1440 的整数。",
        "After how many idle minutes a session ends, a whole number from 1 to 1440.",
    ),
    Setting(
        "XUNZHENG_SESSION_HOURS", "12",
        "登录后最多多少小时须重新登录，1 至 168 的整数。",
        "After how many hours a session ends in any case, a whole number from 1 to 168.",
    ),
    Setting(
        "XUNZHENG_SESSIONS", "3",
        "一个账户最多同时登录几处，1 至 100 的整数；再登录时最早的一处退出。",
        "In how many places an account is signed in at once, from 1 to 100; one more ends the oldest.",
    ),
    Setting(
        "XUNZHENG_SECOND_FACTOR", "administrators",
        "谁必须用动态口令：administrators 三员，staff 全体工作人员，everybody 所有人，nobody 自愿。",
        "Who must use a second factor: administrators, staff, everybody, or nobody (then it is a choice).",
    ),
    Setting(
        "XUNZHENG_TOKEN_DAYS", "365",
        "接口令牌最长有效多少天，1 至 3650 的整数。",
        "For how many days a token is valid at most, a whole number from 1 to 3650.",
    ),
    Setting(
        "XUNZHENG_OIDC_STAFF", "",
        "工作人员统一身份认证（OIDC）的发现地址（…/.well-known/openid-configuration）。空则不用。",
        "The discovery address of the OIDC provider for the staff. Empty: there is none.",
    ),
    Setting(
        "XUNZHENG_OIDC_STAFF_CLIENT", "",
        "在工作人员的认证服务登记的客户端：标识:密钥。",
        "The client at the staff's provider, as id:secret.",
    ),
    Setting(
        "XUNZHENG_OIDC_STAFF_CLAIMS", "name=name",
        "从认证服务的哪个声明取什么：name=声明名，level=声明名（实名等级，值为 0、1、2），逗号分隔。",
        "Which claims of the staff's provider are taken for what: name=claim, level=claim (the real-name "
        "level, 0, 1 or 2), separated by commas.",
    ),
    Setting(
        "XUNZHENG_OIDC_CITIZEN", "",
        "群众统一身份认证（OIDC）的发现地址。空则不用。",
        "The discovery address of the OIDC provider for citizens. Empty: there is none.",
    ),
    Setting(
        "XUNZHENG_OIDC_CITIZEN_CLIENT", "",
        "在群众的认证服务登记的客户端：标识:密钥。",
        "The client at the citizens' provider, as id:secret.",
    ),
    Setting(
        "XUNZHENG_OIDC_CITIZEN_CLAIMS", "name=name",
        "从群众的认证服务的哪个声明取什么，写法同上。",
        "Which claims of the citizens' provider are taken for what, written in the same way.",
    ),
)  # fmt: skip


class Obliged(StrEnum):
    """Who must use a second factor."""

    ADMINISTRATORS = "administrators"
    STAFF = "staff"
    EVERYBODY = "everybody"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """A provider: where it describes itself, our client there, and which claim is what (`name`, `level`)."""

    discovery: str
    client_id: str
    client_secret: str
    claims: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """The settings of signing in, read and checked; a provider that is not configured is None."""

    password_length: int
    password_days: int
    password_history: int
    login_failures: int
    login_minutes: int
    session_minutes: int
    session_hours: int
    sessions: int
    second_factor: Obliged
    token_days: int
    staff_oidc: OidcSettings | None
    citizen_oidc: OidcSettings | None


def read_account_settings(values: Mapping[str, str]) -> AccountSettings:
    """The settings from the values of all settings by name. Raises WrongSetting."""
    return AccountSettings(
        password_length=whole("XUNZHENG_PASSWORD_LENGTH", values, 64, 8),
        password_days=whole("XUNZHENG_PASSWORD_DAYS", values, 3650),
        password_history=whole("XUNZHENG_PASSWORD_HISTORY", values, 24),
        login_failures=whole("XUNZHENG_LOGIN_FAILURES", values, 20, 3),
        login_minutes=whole("XUNZHENG_LOGIN_MINUTES", values, 1440),
        session_minutes=whole("XUNZHENG_SESSION_MINUTES", values, 1440),
        session_hours=whole("XUNZHENG_SESSION_HOURS", values, 168),
        sessions=whole("XUNZHENG_SESSIONS", values, 100),
        second_factor=_obliged(values["XUNZHENG_SECOND_FACTOR"]),
        token_days=whole("XUNZHENG_TOKEN_DAYS", values, 3650),
        staff_oidc=_provider("XUNZHENG_OIDC_STAFF", values),
        citizen_oidc=_provider("XUNZHENG_OIDC_CITIZEN", values),
    )


def _obliged(value: str) -> Obliged:
    if value not in list(Obliged):
        expected = f" {'、'.join(Obliged)} 之一"
        raise WrongSetting("XUNZHENG_SECOND_FACTOR", expected, value, "请改为其中之一。")
    return Obliged(value)


def _provider(name: str, values: Mapping[str, str]) -> OidcSettings | None:
    discovery, client = values[name], values[f"{name}_CLIENT"]
    if not discovery:
        return None
    client_id, colon, secret = client.partition(":")
    if not (client_id and colon and secret):
        advice = "用统一身份认证就要先在对方登记客户端。"
        raise WrongSetting(f"{name}_CLIENT", "标识:密钥", client_id and f"{client_id}:…", advice)
    return OidcSettings(_address(name, discovery), client_id, secret, _claims(f"{name}_CLAIMS", values))


def _address(name: str, value: str) -> str:
    """An address by HTTPS; plain HTTP only on this machine, where nobody listens in between."""
    parts = urlsplit(value)
    is_here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not (parts.hostname and (parts.scheme == "https" or is_here)):
        raise WrongSetting(name, " https:// 开头的发现地址", value, "例如 https://sso.example.gov.cn/….")
    return value


def _claims(name: str, values: Mapping[str, str]) -> Mapping[str, str]:
    pairs = [pair.strip().partition("=") for pair in values[name].split(",") if pair.strip()]
    for ours, equals, theirs in pairs:
        if ours not in ("name", "level") or not (equals and theirs):
            raise WrongSetting(name, "name=声明名 或 level=声明名", values[name], "以逗号分隔。")
    return {ours: theirs for ours, _, theirs in pairs}
