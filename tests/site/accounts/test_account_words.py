"""The words of accounts: in both languages with the same values, all of them used, none for another."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from xunzheng.batch.words import SUMMARY_WORDS
from xunzheng.formats.html.words import RESULT_WORDS
from xunzheng.site.accounts.models import CITIZEN, LEVELS, STAFF
from xunzheng.site.accounts.permissions import SCOPES
from xunzheng.site.accounts.roles import Role
from xunzheng.site.accounts.words import ACCOUNT_WORDS
from xunzheng.site.project.batch_words import BATCH_WORDS
from xunzheng.site.project.words import SITE_WORDS

APP = files("xunzheng.site.accounts")
PUT_TOGETHER = {
    *(f"role-{role}" for role in Role),
    *(f"scope-{scope}" for scope in SCOPES),
    *(f"account-level-{level}" for level in LEVELS),
    *(f"account-{kind}" for kind in (CITIZEN, STAFF)),
    *(f"account-by-{kind}" for kind in (CITIZEN, STAFF)),
}
_WORDS_FILES = ("words.py", "page_words.py")


def texts() -> str:
    """All that could use a word: the templates, the code, and the middleware that refuses."""
    folders = (APP, APP / "services", APP / "views", APP / "templates")
    own = [path for folder in folders for path in folder.iterdir() if path.name.endswith((".py", ".jinja"))]
    paths = [path for path in own if path.name not in _WORDS_FILES]
    return "".join(
        path.read_text(encoding="utf-8") for path in [*paths, files("xunzheng.site.project") / "gate.py"]
    )


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(ACCOUNT_WORDS))
def test_both_languages_say_it_with_the_same_values(key):
    word = ACCOUNT_WORDS[key]
    assert word.zh.strip()
    assert word.en.strip()
    assert named(word.zh) == named(word.en)


def test_every_word_is_used_and_every_key_is_known():
    said = texts()
    quoted = set(re.findall(r"""["']([a-z][a-z0-9:-]+)["']""", said))
    assert ACCOUNT_WORDS.keys() - quoted - PUT_TOGETHER == set()
    others = RESULT_WORDS.keys() | SUMMARY_WORDS.keys() | SITE_WORDS.keys() | BATCH_WORDS.keys()
    used = set(re.findall(r"\bt\(\s*'([a-z0-9-]+)'\s*[,)]", said))
    used |= set(re.findall(r'AccountRefused\("([a-z-]+)"', said))
    assert used - ACCOUNT_WORDS.keys() - others == set()
    assert ACCOUNT_WORDS.keys() >= PUT_TOGETHER


def test_none_takes_anothers_place():
    others = RESULT_WORDS.keys() | SUMMARY_WORDS.keys() | SITE_WORDS.keys() | BATCH_WORDS.keys()
    assert not ACCOUNT_WORDS.keys() & others
