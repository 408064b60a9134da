"""Imports that are malformed: refused with a sentence and journalled, nothing taken over."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.site.accounts.people import make, sign_in
from tests.site.cases.offices import NOW, OFFICE, PROCESS, REGION, VALUES, staff
from xunzheng.site.cases.importing import Incoming, import_cases
from xunzheng.site.cases.models import Case
from xunzheng.site.cases.rebuild import rebuild_all
from xunzheng.site.cases.services import Asked
from xunzheng.site.journal.models import Entry
from xunzheng.site.journal.verifying import verify
from xunzheng.site.registry.kinds import KINDS
from xunzheng.site.registry.models import Organisation
from xunzheng.site.registry.rows import MOST_BYTES, ImportRefused, ImportRow, read_rows
from xunzheng.site.registry.services import import_rows, preview

ROWS = [
    ["编码", "机构名称", "上级编码", "类型", "生效日期", "失效日期"],
    ["A", "市政府", "", "政府", "2020年1月1日", ""],
    ["B", "发展局", "A", "部门", "2020-01-01", ""],
    ["C", "审批科", "B", "科室", "2020/1/1", "2021-06-30"],
]
ORGANISATION = KINDS["organisation"]
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ROUNDS = 150
BITS = (
    b"\x00", b"\xff\xfe", b'"', b"\n", b"\r", b",", b"\t", b"=cmd|' /C calc'!A0", b"9999-99-99",
    b"0000-01-01",
    "\u202e".encode(), "\U0001f600".encode(), b"\xed\xa0\x80", b"A" * 20_000, SCRIPT.encode(),
    b"&#0;", b"<!ENTITY x 'y'>",
)  # fmt: skip


def csv_text() -> bytes:
    return "\n".join(",".join(row) for row in ROWS).encode()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def bent(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, cut, doubled or put in."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made[place:place] = chance.choice(BITS)
            case 1:
                del made[place : place + chance.randint(1, 40)]
            case 2:
                made[place:place] = made[place : place + chance.randint(1, 200)]
            case 3 if made:
                made[place % len(made)] = chance.randrange(256)
            case _:
                del made[chance.randrange(len(made) + 1) :]
    return bytes(made)


def bent_workbooks(chance: random.Random) -> Iterator[bytes]:
    """Workbooks bent in their parts, so that the archive itself is whole."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    names = sorted(parts)
    while True:
        made, sick = io.BytesIO(), chance.choice(names)
        with zipfile.ZipFile(made, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, bent(content, chance) if name == sick else content)
        yield made.getvalue()


def _outcome(content: bytes, name: str) -> str:
    try:
        rows = read_rows(content, name, ORGANISATION)
    except ImportRefused as refused:
        return "refused" if refused.advice else "refused without advice"
    return "rows" if all(isinstance(row, ImportRow) for row in rows) else "something else"


def test_bent_files_give_rows_or_a_refusal() -> None:
    chance = random.Random(20260302)
    books, ends = bent_workbooks(chance), {"rows": 0, "refused": 0}
    for _ in range(ROUNDS):
        for content, name in (
            (bent(csv_text(), chance), "机构.csv"),
            (bent(workbook(), chance), "机构.xlsx"),
            (next(books), "机构.xlsx"),
        ):
            ends[_outcome(content, name)] += 1
    assert min(ends.values()) > ROUNDS // 10, ends


@pytest.mark.django_db
def test_bent_rows_are_taken_whole_or_not_at_all() -> None:
    chance = random.Random(20260303)
    taken = 0
    for number in range(40):
        try:
            rows = read_rows(bent(csv_text(), chance), "机构.csv", ORGANISATION)
        except ImportRefused:
            continue
        made = preview(ORGANISATION, rows, date(2026, 3, 1))
        before = Organisation.objects.count()
        after = import_rows(ORGANISATION, rows, date(2026, 3, 1), "7", AT, f"{number}.csv", True)
        assert bool(made.refused) == bool(after.refused)
        if after.refused:
            assert Organisation.objects.count() == before
        taken += not after.refused
    assert taken
    assert verify().is_whole


FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "空.csv"),
    "zeros": (b"\x00" * 1000, "零.csv"),
    "no workbook": (b"PK\x03\x04" + b"x" * 100, "假.xlsx"),
    "quotes": (
        b'\xe7\xbc\x96\xe7\xa0\x81,\xe6\x9c\xba\xe6\x9e\x84\xe5\x90\x8d\xe7\xa7\xb0\n"A,B',
        "引号.csv",
    ),
    "script": (SCRIPT.encode(), f"{SCRIPT}.csv"),
    "a program": (b"MZ" + bytes(range(256)) * 10, "a.exe"),
    "too large": (b"x" * (MOST_BYTES + 1), "大.csv"),
    "bomb": (b"", "bomb.xlsx"),
}


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/workbook.xml", b"<workbook>" + b" " * 60_000_000)
    return made.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("which", FILES)
def test_a_file_that_is_none_is_refused_and_journalled(which: str) -> None:
    content, name = FILES[which]
    registrar = make("registrar", "registrar")
    sent = SimpleUploadedFile(name, _bomb() if which == "bomb" else content or b"", "text/csv")
    answer = sign_in(registrar).post("/registry/organisation/import/", {"file": sent, "on": "2026-03-01"})
    page = answer.content.decode()
    assert answer.status_code == 422, page[:300]
    assert "<script>alert" not in page
    assert "onerror=alert(2)>" not in page
    assert not Organisation.objects.exists()
    entry = Entry.objects.get(kind="import.refused")
    assert (entry.who, entry.about) == (str(registrar.pk), "organisation")
    assert json.loads(entry.content)["why"]


@pytest.mark.django_db
def test_rows_that_are_wrong_are_journalled_when_they_are_to_be_taken_over() -> None:
    client = sign_in(make("registrar", "registrar"))
    wrong = csv_text() + "\nD,孤儿科,没有这个上级,科室,2020-01-01,\n".encode()
    answer = client.post(
        "/registry/organisation/import/", {"file": SimpleUploadedFile("机构.csv", wrong), "on": "2026-03-01"}
    )
    carried = answer.content.decode().split('name="carried" value="')[1].split('"')[0]
    answer = client.post("/registry/import/apply/", {"carried": carried})
    assert answer.status_code == 422
    assert not Organisation.objects.exists()
    assert "1 行有误" in json.loads(Entry.objects.get(kind="import.refused").content)["why"]


HOSTILE = (
    "", " ", "\x00", "\u202e反", "\ud800", "a" * 30_000, SCRIPT, "'; DROP TABLE cases_case; --", "{{7*7}}",
    "１９９０",
    "9999-99-99", "\ufeff", "🏛" * 10_000,
)  # fmt: skip


@pytest.mark.django_db
def test_cases_that_are_bent_are_refused_row_by_row() -> None:
    chance, rows = random.Random(7), []
    for number in range(200):
        values: dict[str, Any] = dict(VALUES)
        for _ in range(chance.randint(0, 2)):
            values[chance.choice([*VALUES, "no-such-field", SCRIPT])] = chance.choice(
                (*HOSTILE, ("a", "b"), ())
            )
        organisation, region = chance.choice(
            ((OFFICE, REGION), (OFFICE, REGION), (SCRIPT, REGION), ("\x00", "9"))
        )
        key = chance.choice((f"k-{number}", f"k-{number}", f"k-{max(number - 1, 0)}", "", "\x00", "长"))
        rows.append(Incoming(key, Asked(organisation, region, values, applicant="citizen-1"), NOW))
    made = import_cases(PROCESS, rows, staff("receiver", "receiver"), NOW)
    assert made.taken == Case.objects.count() > 0
    assert made.refused
    assert all(refused.why for refused in made.refused)
    assert made.taken + made.repeated + len(made.refused) == len(rows)
    assert all(found is None for _, found in rebuild_all())
    assert verify().is_whole
