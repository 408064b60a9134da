"""The words of the pages of cases: both languages, the same values, every key known and used."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest

from xunzheng.calendars.clock import Light as ClockLight
from xunzheng.calendars.rules import Unit
from xunzheng.processes.definition import ClockVerb, Relation, StateKind, Turn
from xunzheng.site.cases.lists import Listed
from xunzheng.site.cases.states import LinkKind
from xunzheng.site.cases.words import CASE_WORDS
from xunzheng.site.project.templates import all_words

APP = files("xunzheng.site.cases")
TEMPLATES = "".join(path.read_text(encoding="utf-8") for path in APP.joinpath("templates").iterdir())
CODE = "".join(
    path.read_text(encoding="utf-8")
    for path in APP.iterdir()
    if path.name.endswith(".py") and path.name != "words.py"
)
# Keys that are put together from codes.
MADE = {
    *(f"light-{light.value}" for light in ClockLight),
    *(f"unit-{unit.value}" for unit in Unit),
    *(f"tab-{each.value}" for each in Listed),
    *(f"link-{kind.value}" for kind in LinkKind),
    *(f"verb-{verb.value}" for verb in ClockVerb),
    *(f"relation-{relation.value}" for relation in Relation if relation is not Relation.ANY),
    *(f"state-{kind.value}" for kind in StateKind),
    *(f"step-turn-{turn.value}" for turn in (Turn.YELLOW, Turn.RED, Turn.DEADLINE)),
    *(f"day-{kind}" for kind in ("start", "used", "left", "extended", "paused", "off", "holiday", "over")),
    *(f"clock-{kind}" for kind in ("today", "due", "promised", "stopped")),
    *(f"act-to-{to}{ending}" for to in ("person", "organisation") for ending in ("", "-missing")),
    *(f"case-purpose-{word}" for word in ("contact", "check", "deliver")),
    *(f"case-paper-{state}" for state in ("waiting", "infected")),
    *("case-yes", "case-no"),
}


def named(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


@pytest.mark.parametrize("key", sorted(CASE_WORDS))
def test_both_languages_say_it_with_the_same_values(key):
    word = CASE_WORDS[key]
    assert word.zh.strip()
    assert word.en.strip()
    assert named(word.zh) == named(word.en)


def test_no_key_stands_in_another_table_too():
    assert all(all_words()[key] is word for key, word in CASE_WORDS.items())


def test_every_key_of_the_templates_is_known():
    used = set(re.findall(r"\bt\(\s*'([a-z-]+[a-z])'\s*[,)]", TEMPLATES))
    assert len(used) > 50
    assert used <= all_words().keys()
    assert CASE_WORDS.keys() >= MADE


def test_every_word_is_used():
    used = set(re.findall(r"'([a-z-]+)'", TEMPLATES)) | set(re.findall(r"['\"]([a-z-]+)['\"]", CODE)) | MADE
    assert CASE_WORDS.keys() - used - {"work-nav"} == set()  # the last stands in the bar of the site
