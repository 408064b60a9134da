"""What the pages of cases are asked: texts of an address, and an action with all that it asks for."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from xunzheng.formats.html.words import Speaker
from xunzheng.processes.case import Value
from xunzheng.processes.command import Command, Reason
from xunzheng.processes.definition import Field, FieldType
from xunzheng.processes.possible import Possible
from xunzheng.site.cases.models import Paper
from xunzheng.site.cases.telling import titled

_LONGEST_LINE = 200
_MOST_RADIOS = 4
_MOST_REFERENCES = 100
_LONGEST_NUMBER = 18
Choices = tuple[tuple[str, str], ...]


def text_from(query: Mapping[str, str], name: str) -> str:
    """The text under the name: one line, short, without control characters."""
    return "".join(sign for sign in query.get(name, "")[:300].strip() if sign.isprintable())


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into the form of an action; kept as it is when it is refused."""

    key: str
    expected: int
    values: Mapping[str, Value] = field(default_factory=dict)
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    to: str = ""
    branches: tuple[str, ...] = ()
    note: str = ""

    def command(self, possible: Possible, token: str) -> Command:
        """The command that this makes of the action, in the lane that was named."""
        return Command(
            possible.action.code, token or possible.token, self.values,
            {code: given for code, given in self.references.items() if given},
            self.to or None, self.branches, self.note,
        )  # fmt: skip


def new_key() -> str:
    """A new idempotency key: the same form sent twice is done once."""
    return secrets.token_hex(16)


def typed_from(post: QueryDict, possible: Possible, offices: Choices) -> Typed:
    """What was typed; parties stand one to a line, organisations among them by code or by name."""
    codes = {name: code for code, name in offices}
    values = {
        asked.code: _value(post, asked, codes)
        for asked, _ in possible.fields
        if post.get(f"f-{asked.code}", "").strip()
    }
    references = {
        material.code: tuple(post.getlist(f"held-{material.code}"))[:_MOST_REFERENCES]
        for material, _ in possible.papers
    }
    expected = post.get("expected", "")
    return Typed(
        post.get("key", ""),
        int(expected) if expected.isascii() and expected.isdigit() and len(expected) < _LONGEST_NUMBER else 0,
        values,
        references,
        _plain(post.get("to", "")),
        tuple(branch.code for branch in possible.branches if branch.code in post.getlist("branches")),
        _lines(post.get("note", "")).strip(),
    )


def _value(post: QueryDict, asked: Field, codes: Mapping[str, str]) -> Value:
    text = _lines(post.get(f"f-{asked.code}", ""))
    if asked.type is not FieldType.PARTIES:
        return text
    parties = (" ".join(line.split()) for line in text.split("\n"))
    return tuple(codes.get(party, party) if asked.role else party for party in parties if party)


def _lines(text: str) -> str:
    """The text with the line ends of a form made plain."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _plain(text: str) -> str:
    return text.strip()[:_LONGEST_LINE]


@dataclass(frozen=True, slots=True)
class Control:
    """A field of the form: how it is asked, what stands in it, and what is wrong with it."""

    name: str
    kind: str
    title: str
    is_required: bool
    value: str
    choices: Choices
    longest: int
    least: str
    most: str
    hint: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperControl:
    """A material of the form: the papers that are held already, and what is wrong with them."""

    name: str
    code: str
    title: str
    is_required: bool
    held: tuple[Paper, ...]
    problems: tuple[str, ...]


def controls_of(
    possible: Possible,
    typed: Typed,
    known: Mapping[str, Value],
    reasons: Sequence[Reason],
    today: date,
    t: Speaker,
) -> list[Control]:
    """The fields of the action. What was known before stands in a field only if it is asked for again."""
    return [
        _control(asked, is_required, typed.values.get(asked.code, ""), known, reasons, today, t)
        for asked, is_required in possible.fields
    ]


def paper_controls_of(
    possible: Possible, typed: Typed, held: Mapping[str, Paper], reasons: Sequence[Reason], t: Speaker
) -> list[PaperControl]:
    """The materials of the action with what was uploaded so far."""
    return [
        PaperControl(
            f"m-{material.code}", material.code, titled(material, t), is_required,
            tuple(held[each] for each in typed.references.get(material.code, ()) if each in held),
            about(material.code, "paper", reasons),
        )
        for material, is_required in possible.papers
    ]  # fmt: skip


def about(code: str, kind: str, reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The reasons of a kind that are about one field or material."""
    return tuple(reason.text for reason in reasons if reason.about == code and reason.kind == kind)


def _control(
    asked: Field,
    is_required: bool,
    value: Value,
    known: Mapping[str, Value],
    reasons: Sequence[Reason],
    today: date,
    t: Speaker,
) -> Control:
    choices = _choices(asked, t)
    return Control(
        f"f-{asked.code}",
        _kind(asked, choices),
        titled(asked, t),
        is_required,
        value if isinstance(value, str) else "\n".join(value),
        choices,
        asked.longest,
        _bound(asked, asked.earliest, asked.least, known, today),
        _bound(asked, asked.latest, asked.most, known, today),
        _hint(asked, t),
        about(asked.code, "field", reasons),
    )


def _choices(asked: Field, t: Speaker) -> Choices:
    if asked.type is FieldType.YES_NO:
        return ("yes", t("case-yes")), ("no", t("case-no"))
    return tuple((choice.code, titled(choice, t)) for choice in asked.choices)


def _kind(asked: Field, choices: Choices) -> str:
    """How the field is asked: a few choices side by side, many in a list, long texts in a box."""
    if choices:
        return "radio" if len(choices) <= _MOST_RADIOS else "select"
    if asked.type is FieldType.TEXT:
        return "line" if asked.longest <= _LONGEST_LINE else "text"
    return asked.type.value


def _bound(
    asked: Field, named: str | None, number: int | None, known: Mapping[str, Value], today: date
) -> str:
    if asked.type is FieldType.NUMBER:
        return "" if number is None else str(number)
    if named is None:
        return ""
    return today.isoformat() if named == "today" else str(known.get(named, ""))


def _hint(asked: Field, t: Speaker) -> str:
    if asked.type is FieldType.PARTIES:
        return t("act-parties-hint", most=asked.most or 50)
    if asked.type is FieldType.NUMBER and asked.least is not None and asked.most is not None:
        return t("act-number-hint", least=asked.least, most=asked.most)
    return ""
