"""The decision on a request as it is filled in: its outcome, and what the law asks for with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from xunzheng.processes.case import Value
from xunzheng.site.cases.looking import Seen
from xunzheng.site.openness.marks import Span, omissions
from xunzheng.site.openness.models import Redaction

FIELDS: Final = (
    "decision", "answer", "refuse_ground", "refuse_reason", "redacted", "where", "right_agency", "weighing",
    "weighing_reason",
)  # fmt: skip
_NEEDS: Final[Mapping[str, tuple[str, ...]]] = {
    "refused": ("refuse_ground", "refuse_reason"),
    "partly-given": ("refuse_ground", "refuse_reason", "redacted"),
    "already-public": ("where",),
    "in-print": ("where",),
}
_SENTENCES: Final = {
    "refuse_ground": "请选择不予公开的依据（条例第三十六条第三项、第三十七条）。",
    "refuse_reason": "请说明不予公开的理由。",
    "redacted": "请写明区分处理后未公开的部分；用遮盖功能处理的会自动填写。",
    "where": "请告知获取的方式、途径。",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was filled in, by field, and the papers that are to be given out."""

    texts: Mapping[str, str]
    references: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    @property
    def values(self) -> dict[str, Value]:
        """The values of the draft; what is empty is not given."""
        return {name: text for name, text in self.texts.items() if text}

    @classmethod
    def of(cls, values: Mapping[str, Value], ready: Sequence[Redaction]) -> Decision:
        """What an earlier draft held; what was redacted meanwhile is filled in."""
        texts = {name: str(values.get(name, "")) for name in FIELDS}
        done = [each for each in ready if each.copies.all()]
        if done and not texts["decision"]:
            texts["decision"] = "partly-given"
            texts["redacted"] = left_out(done)
            texts["refuse_ground"] = done[0].omissions.all()[0].ground
        return cls(texts, tuple(copy.reference for each in done for copy in each.copies.all()))


def prepared(number: str) -> Sequence[Redaction]:
    """The redactions of the case that are finished, with their copies."""
    found = Redaction.objects.filter(number=number, copies__isnull=False).distinct().order_by("made_at", "id")
    return list(found.prefetch_related("copies", "omissions"))


def left_out(redactions: Sequence[Redaction]) -> str:
    """What was left out of each original and why, for the reply.

    A text is named as its copy is, whose name was held against the hidden words; that of the original may
    tell them.
    """
    parts = []
    for each in redactions:
        spans = tuple(
            Span(omission.start, "", omission.ground, omission.reason)
            for omission in sorted(each.omissions.all(), key=lambda omission: omission.place)
        )
        name = each.copies.all()[0].name.rpartition(".")[0]
        parts.append(f"《{name}》：\n{omissions(spans)}")
    return "\n".join(parts)


def read_decision(data: QueryDict, ready: Sequence[Redaction]) -> Decision:
    """What the form was filled with; only papers that were prepared for the case can be chosen."""
    known = {copy.reference for each in ready for copy in each.copies.all()}
    texts = {name: data.get(name, "").replace("\r\n", "\n").strip() for name in FIELDS}
    return Decision(texts, tuple(reference for reference in data.getlist("copies") if reference in known))


def check_decision(decision: Decision, seen: Seen) -> dict[str, str]:
    """What is missing, by field; the process asks for it too, but without saying at which field."""
    choices = {choice.code for choice in seen.definition.field["decision"].choices}
    if decision["decision"] not in choices:
        return {"decision": "请选择答复种类。"}
    problems = {} if decision["answer"] else {"answer": "请写答复的内容。"}
    for name in _NEEDS.get(decision["decision"], ()):
        if not decision[name]:
            problems[name] = _SENTENCES[name]
    return problems
