"""Words: both languages say everything, with the same values, and the templates use just these keys."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from xunzheng.audit.finding import Severity
from xunzheng.batch.words import SUMMARY_WORDS
from xunzheng.formats.html.rescoring import KINDS
from xunzheng.formats.html.words import RESULT_WORDS, Speaker
from xunzheng.site.project.batch_words import BATCH_WORDS
from xunzheng.site.project.templates import all_words
from xunzheng.site.project.words import SITE_WORDS

TABLES = (RESULT_WORDS, SUMMARY_WORDS, SITE_WORDS, BATCH_WORDS)
WORDS = {key: word for table in TABLES for key, word in table.items()}
FOLDERS = (
    "xunzheng.formats.html",
    "xunzheng.batch",
    *(f"xunzheng.site.{app}" for app in ("project", "reports", "batches")),
)
CODE = (
    ("xunzheng.site.reports", "views.py"),
    ("xunzheng.site.reports", "forms.py"),
    ("xunzheng.site.batches", "views.py"),
    ("xunzheng.batch", "plots.py"),
)
# Keys that the code puts together or hands to the templates.
MADE = {
    *Severity,
    *(f"seal-{severity}" for severity in Severity),
    *(f"evidence-{kind}{ending}" for kind in KINDS for ending in ("", "-means")),
    *("batch-by-path", "batch-by-gravity"),
    *("target", "actual", "reason", "initial", "budget", "executed", "weight", "rate", "score"),
}


def templates() -> list[str]:
    return [
        path.read_text(encoding="utf-8")
        for folder in FOLDERS
        for path in files(folder).joinpath("templates").iterdir()
    ]


def code() -> str:
    return "".join(files(package).joinpath(name).read_text(encoding="utf-8") for package, name in CODE)


def named(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("key", sorted(WORDS))
def test_both_languages_say_it_with_the_same_values(key):
    word = WORDS[key]
    assert word.zh.strip()
    assert word.en.strip()
    assert named(word.zh) == named(word.en)


def test_no_key_stands_in_two_tables():
    assert len(WORDS) == sum(map(len, TABLES))


def test_every_key_of_the_templates_is_known():
    used = {key for text in templates() for key in re.findall(r"\bt\(\s*'([a-z-]+)'\s*[,)]", text)}
    assert used
    assert used <= all_words().keys()
    assert WORDS.keys() >= MADE


def test_every_word_is_used():
    used = {key for text in templates() for key in re.findall(r"'([a-z-]+)'", text)} | MADE
    used |= set(re.findall(r'"([a-z-]+)"', code()))
    used |= {f"problem-{key}" for key in re.findall(r'"([a-z-]+)"', code())}
    assert WORDS.keys() - used == set()


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        Speaker("zh", WORDS)("no-such-key")


def test_the_other_language():
    assert (Speaker("zh", WORDS).other, Speaker("zh", WORDS).other_tag) == ("en", "en")
    assert (Speaker("en", WORDS).other, Speaker("en", WORDS).tag) == ("zh", "en")
