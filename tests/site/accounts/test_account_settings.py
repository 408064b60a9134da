"""The settings of signing in: defaults, what they take, and how loud they are when wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from xunzheng.site.project.account_settings import ACCOUNT_SETTINGS, Obliged
from xunzheng.site.project.environment import WrongSetting, read_environment

DISCOVERY = "https://sso.example.gov.cn/.well-known/openid-configuration"


def read(**values: str):
    return read_environment(
        {f"XUNZHENG_{name}": value for name, value in values.items()}, Path("/srv")
    ).accounts


def test_the_defaults():
    found = read()
    assert (found.password_length, found.password_days, found.password_history) == (10, 90, 5)
    assert (found.login_failures, found.login_minutes) == (5, 15)
    assert (found.session_minutes, found.session_hours, found.sessions) == (30, 12, 3)
    assert (found.second_factor, found.token_days) == (Obliged.ADMINISTRATORS, 365)
    assert found.staff_oidc is found.citizen_oidc is None


def test_a_provider_is_read():
    found = read(
        OIDC_STAFF=DISCOVERY, OIDC_STAFF_CLIENT="id:se:cret", OIDC_STAFF_CLAIMS="name=nick, level=acr"
    )
    assert found.staff_oidc is not None
    assert (found.staff_oidc.client_id, found.staff_oidc.client_secret) == ("id", "se:cret")
    assert found.staff_oidc.claims == {"name": "nick", "level": "acr"}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"PASSWORD_LENGTH": "7"}, "8 至 64"),
        ({"LOGIN_FAILURES": "2"}, "3 至 20"),
        ({"SESSION_MINUTES": "0"}, "1 至 1440"),
        ({"SECOND_FACTOR": "yes"}, "administrators、staff、everybody、nobody"),
        ({"OIDC_STAFF": DISCOVERY}, "标识:密钥"),
        ({"OIDC_STAFF": DISCOVERY, "OIDC_STAFF_CLIENT": "id"}, "标识:密钥"),
        ({"OIDC_CITIZEN": "http://sso.example.gov.cn/", "OIDC_CITIZEN_CLIENT": "a:b"}, "https://"),
        (
            {"OIDC_CITIZEN": DISCOVERY, "OIDC_CITIZEN_CLIENT": "a:b", "OIDC_CITIZEN_CLAIMS": "role=x"},
            "level=",
        ),
    ],
)
def test_wrong_values(values, says):
    with pytest.raises(WrongSetting, match=says):
        read(**values)


def test_a_secret_is_not_shown_in_a_refusal():
    with pytest.raises(WrongSetting) as refused:
        read(OIDC_STAFF=DISCOVERY, OIDC_STAFF_CLIENT="verysecret")
    assert "…" in str(refused.value)


def test_the_table_is_in_both_languages():
    for setting in ACCOUNT_SETTINGS:
        assert setting.meaning_zh.endswith("。"), setting.name
        assert setting.meaning_en.endswith("."), setting.name
