"""The head of the journal as a file: kept elsewhere, it shows later that nothing before it was rewritten."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Final

from xunzheng.refusal import Refusal
from xunzheng.site.journal.digests import ALGORITHMS, Json, canonical, digester
from xunzheng.site.journal.models import MOST_LANES
from xunzheng.site.journal.verifying import Head

FORM: Final = "xunzheng.journal.head/1"
MOST_BYTES: Final = 1024 * 1024


class HeadRefused(Refusal):
    """这不是导出的链头，或它被改过。"""

    def __init__(self, where: str, what: str, expected: str, found: str) -> None:
        advice = "请用导出时保存的原件；原件不在则换更早的一份。"
        super().__init__(what, where=where, expected=expected, found=found, advice=advice)


def export_text(heads: Sequence[Head], on: date, made_at: datetime, algorithm: str) -> str:
    """The heads of all lanes as JSON with a digest over them, which can be read out, printed or signed."""
    body: dict[str, Json] = {
        "form": FORM,
        "on": on.isoformat(),
        "made_at": made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "algorithm": algorithm,
        "lanes": [{"lane": head.lane, "number": head.number, "digest": head.digest} for head in heads],
    }
    digest = digester(algorithm)(canonical(body).encode())
    return json.dumps({**body, "digest": digest}, ensure_ascii=False, indent=1) + "\n"


def read_export(content: bytes, where: str) -> tuple[Head, ...]:
    """The heads of an exported file. Raises `HeadRefused` where it is none or was changed."""
    if len(content) > MOST_BYTES:
        raise HeadRefused(where, "文件太大", "导出的链头，几十 KB", f"{len(content)} 字节")
    try:
        told = json.loads(content)
        digest = told.pop("digest")
        heads = tuple(_head(row) for row in told["lanes"])
        form, algorithm = told["form"], told["algorithm"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise HeadRefused(where, "不是导出的链头", f"{FORM} 的 JSON", "别的内容") from None
    if form != FORM or algorithm not in ALGORITHMS:
        raise HeadRefused(where, "写法不认识", FORM, str(form))
    made = digester(algorithm)(canonical(told).encode("utf-8", "surrogatepass"))
    if made != digest:
        raise HeadRefused(where, "链头文件被改过：摘要不符", made, str(digest))
    return heads


def _head(row: Mapping[str, object]) -> Head:
    """The head of one lane. Raises ValueError for numbers that no lane can have."""
    lane, number = row["lane"], row["number"]
    if not (type(lane) is int and type(number) is int and 0 <= lane < MOST_LANES and 0 < number < 2**63):
        raise ValueError(lane)
    return Head(lane, number, str(row["digest"]))
