"""Names for what the engine knows by code: people and organisations, looked up all at once for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from xunzheng.formats.html.words import Speaker
from xunzheng.processes.case import Token, Value
from xunzheng.processes.definition import SYSTEM, Definition, Field, FieldType
from xunzheng.site.accounts.models import CITIZEN
from xunzheng.site.cases.masking import masked
from xunzheng.site.cases.telling import titled
from xunzheng.site.project.plain_sql import marks, select

_LONGEST_NUMBER = 18
_NAMED: Final = "SELECT id, name, kind FROM accounts_account WHERE id IN"
_NAMED_ON: Final = (
    "SELECT code, name FROM registry_organisation WHERE withdrawn_at IS NULL "
    "AND valid_from <= %s AND (valid_to IS NULL OR valid_to > %s) AND code IN"
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of people by account, and of organisations by code; what has no name is shown as it is."""

    t: Speaker
    people: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)

    def person(self, who: str | None) -> str:
        """The name of somebody of the staff; of a citizen the masked name."""
        if who == SYSTEM:
            return self.t("case-system")
        return self.people.get(who or "", who or "")

    def organisation(self, code: str | None) -> str:
        """The name of the organisation."""
        return self.organisations.get(code or "", code or "")

    def party(self, party: str | None, is_personal: bool) -> str:
        """Whom a branch is about: an organisation by its name, a person masked."""
        if party is None or party in self.organisations:
            return self.organisation(party)
        return self.people.get(party) or (masked(party) if is_personal else party)


def names_of(
    people: Iterable[str | None], organisations: Iterable[str | None], on: date, t: Speaker
) -> Names:
    """The names on the day, with one look-up for people and one for organisations."""
    return Names(t, people_named(people), organisations_named(organisations, on))


def organisations_named(organisations: Iterable[str | None], on: date) -> dict[str, str]:
    """The names by code on the day, with one look-up."""
    codes = sorted({code for code in organisations if code})
    return dict(select(f"{_NAMED_ON} ({marks(codes)})", [on, on, *codes])) if codes else {}


def people_named(people: Iterable[str | None]) -> dict[str, str]:
    """The names by account, with one look-up; those of citizens masked."""
    numbers = {
        int(who) for who in people if who and who.isascii() and who.isdigit() and len(who) <= _LONGEST_NUMBER
    }
    found = select(f"{_NAMED} ({marks(sorted(numbers))})", sorted(numbers)) if numbers else ()
    return {str(pk): masked(name) if kind == CITIZEN else name for pk, name, kind in found}


def lane_words(token: Token, definition: Definition, names: Names) -> str:
    """What a lane is: empty for the main one, else its branch and whom it is about."""
    if token.branch is None or token.branch not in definition.branch:
        return ""
    title = titled(definition.branch[token.branch], names.t)
    who = names.party(token.party, is_personal_branch(token.branch, definition))
    return f"{title}{names.t('colon')}{who}" if who else title


def is_personal_branch(code: str | None, definition: Definition) -> bool:
    """Whether the parties of the branch are people; unless the process says otherwise they are."""
    branch = definition.branch.get(code or "")
    asked = definition.field.get(branch.per or "") if branch else None
    return asked is None or asked.is_personal


def value_words(value: Value, asked: Field | None, names: Names) -> str:
    """A value as it is read: the title of a choice, yes or no, parties by their names."""
    if not isinstance(value, str):
        return names.t("case-list-comma").join(names.organisations.get(item, item) for item in value)
    if asked is None:
        return value
    if asked.type is FieldType.YES_NO and value in ("yes", "no"):
        return names.t(f"case-{value}")
    return next((titled(choice, names.t) for choice in asked.choices if choice.code == value), value)
