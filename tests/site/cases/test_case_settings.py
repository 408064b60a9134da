"""The settings of cases: what is taken, and what is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from xunzheng.site.project.environment import read_environment
from xunzheng.site.project.setting import WrongSetting

MAIL = {
    "XUNZHENG_CHANNELS": "mail",
    "XUNZHENG_MAIL_HOST": "smtp.example",
    "XUNZHENG_MAIL_FROM": "a@b.example",
}
PORTS = [
    # host, security, port
    ("smtp.example", "starttls", 587),
    ("smtp.example", "tls", 465),
    ("smtp.example", "none", 25),
    ("smtp.example:2525", "starttls", 2525),
]
WRONG = [
    ({"XUNZHENG_PROVISIONAL_YEARS": "27"}, "XUNZHENG_PROVISIONAL_YEARS"),
    ({"XUNZHENG_PROVISIONAL_YEARS": "2027 2028"}, "XUNZHENG_PROVISIONAL_YEARS"),
    ({"XUNZHENG_PACKS": "nowhere"}, "XUNZHENG_PACKS"),
    ({**MAIL, "XUNZHENG_MAIL_HOST": ""}, "XUNZHENG_MAIL_HOST"),
    ({**MAIL, "XUNZHENG_MAIL_HOST": "smtp.example:0"}, "XUNZHENG_MAIL_HOST"),
    ({**MAIL, "XUNZHENG_MAIL_HOST": "smtp.example:x"}, "XUNZHENG_MAIL_HOST"),
    ({**MAIL, "XUNZHENG_MAIL_FROM": "nobody"}, "XUNZHENG_MAIL_FROM"),
    ({**MAIL, "XUNZHENG_MAIL_SECURITY": "ssl"}, "XUNZHENG_MAIL_SECURITY"),
    ({"XUNZHENG_CHANNELS": "mail"}, "XUNZHENG_MAIL_HOST"),
    ({"XUNZHENG_CHANNELS": "pigeon"}, "XUNZHENG_CHANNELS"),
]


def test_by_default_nothing_goes_out_and_no_year_is_provisional(tmp_path: Path) -> None:
    cases = read_environment({}, tmp_path).cases
    assert (cases.channels, cases.provisional_years, cases.packs) == ((), (), None)


@pytest.mark.parametrize(("host", "security", "port"), PORTS)
def test_the_port_follows_the_security(host: str, security: str, port: int, tmp_path: Path) -> None:
    given = {**MAIL, "XUNZHENG_MAIL_HOST": host, "XUNZHENG_MAIL_SECURITY": security}
    mail = read_environment(given, tmp_path).cases.mail
    assert (mail.host, mail.port, mail.security) == ("smtp.example", port, security)


def test_years_and_packs_are_read(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    given = {"XUNZHENG_PACKS": "packs", "XUNZHENG_PROVISIONAL_YEARS": "2028, 2027,2027"}
    cases = read_environment(given, tmp_path).cases
    assert (cases.packs, cases.provisional_years) == (tmp_path / "packs", (2027, 2028))


@pytest.mark.parametrize(("given", "name"), WRONG)
def test_what_is_wrong_is_refused_by_name(given: dict[str, str], name: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting) as refused:
        read_environment(given, tmp_path)
    assert refused.value.name == name
