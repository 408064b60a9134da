"""The registry in the database: changes, mergers, ends; what a day shows; what the database refuses."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from xunzheng.site.journal.models import Entry
from xunzheng.site.journal.verifying import verify
from xunzheng.site.registry.kinds import KINDS
from xunzheng.site.registry.models import Organisation, Post, Window
from xunzheng.site.registry.queries import below, history, organisation_on, path_on, paths_on, region_name
from xunzheng.site.registry.services import ChangeRefused, change, end, merge

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ORGANISATION = KINDS["organisation"]
pytestmark = pytest.mark.django_db


def day(text: str) -> date:
    return date.fromisoformat(f"20{text}")


def put(code: str, on: str = "20-01-01", kind: str = "organisation", **fields: str) -> None:
    if kind == "organisation":
        fields = {"name": code, "kind": "部门", **fields}
    change(KINDS[kind], code, fields, day(on), "user:1", AT)


def periods(code: str) -> list[tuple[str, str, str | None]]:
    return [
        (row.name, str(row.valid_from), str(row.valid_to) if row.valid_to else None)
        for row in history(Organisation, code)
        if row.withdrawn_at is None
    ]


@pytest.fixture
def city():
    put("A", name="市政府")
    put("B", parent="A", name="发展局", region="110000")
    put("C", parent="B", name="审批科")
    put("D", parent="A", name="商务局")
    put("p1", kind="post", name="科长", organisation="C")
    put("h1", kind="hall", name="大厅", organisation="B")


def test_a_rename_keeps_the_old_name_for_its_days(city):
    change(ORGANISATION, "B", {"name": "发展和改革局"}, day("22-05-01"), "user:1", AT)
    assert periods("B") == [("发展局", "2020-01-01", "2022-05-01"), ("发展和改革局", "2022-05-01", None)]
    assert organisation_on("B", day("22-04-30")).name == "发展局"
    assert organisation_on("B", day("22-05-01")).name == "发展和改革局"
    assert organisation_on("B", day("19-12-31")) is None
    assert organisation_on("B", day("22-05-01")).parent == "A"  # what was not named stays


def test_a_correction_withdraws_and_keeps_what_was_thought(city):
    change(ORGANISATION, "B", {"name": "正确的名字"}, day("20-01-01"), "user:1", AT)
    rows = list(history(Organisation, "B"))
    assert [(row.name, row.withdrawn_at) for row in rows] == [("发展局", AT), ("正确的名字", None)]
    assert periods("B") == [("正确的名字", "2020-01-01", None)]


def test_paths_and_what_lies_below_follow_the_day(city):
    put("C", "23-01-01", parent="D")
    assert [o.code for o in path_on("C", day("22-12-31"))] == ["A", "B", "C"]
    assert [o.code for o in path_on("C", day("23-01-01"))] == ["A", "D", "C"]
    assert [o.code for o in below("A", day("22-12-31"))] == ["B", "D", "C"]
    assert [o.code for o in below("B", day("23-01-01"))] == []
    assert path_on("nobody", day("23-01-01")) == ()
    assert path_on("A", day("19-01-01")) == ()


def test_a_circle_that_other_days_made_ends(city):
    Organisation.objects.filter(code="A").update(parent="C")
    assert [o.code for o in path_on("C", day("21-01-01"))] == ["A", "B", "C"]
    assert {o.code for o in below("A", day("21-01-01"))} == {"B", "C", "D"}


@pytest.mark.parametrize("on", ["19-01-01", "22-12-31", "23-01-01"])
@pytest.mark.parametrize("is_circle", [False, True])
def test_paths_asked_for_together_are_those_asked_for_one_by_one(city, on, is_circle):
    put("C", "23-01-01", parent="D")
    if is_circle:
        Organisation.objects.filter(code="A").update(parent="C")
    codes = ["A", "B", "C", "D", "nobody", ""]
    expected = {code: tuple((o.code, o.region) for o in path_on(code, day(on))) for code in codes}
    assert paths_on(codes, day(on)) == expected
    assert paths_on([], day(on)) == {}


def test_a_merger_moves_what_belonged_to_them(city):
    merge(["B"], "D", day("24-01-01"), "user:1", AT)
    assert organisation_on("B", day("23-12-31")).successor == "D"
    assert organisation_on("B", day("24-01-01")) is None
    assert [o.code for o in path_on("C", day("24-01-01"))] == ["A", "D", "C"]
    assert [o.code for o in path_on("C", day("23-12-31"))] == ["A", "B", "C"]


def test_an_end_needs_nothing_left(city):
    with pytest.raises(ChangeRefused, match=r"机构“C”还属于它|大厅“h1”还属于它"):
        end(ORGANISATION, "B", day("24-01-01"), "user:1", AT)
    end(KINDS["post"], "p1", day("24-01-01"), "user:1", AT)
    end(ORGANISATION, "C", day("24-01-01"), "user:1", AT, successor="D")
    assert organisation_on("C", day("24-01-01")) is None
    assert organisation_on("C", day("23-12-31")).successor == "D"
    assert Post.objects.get(code="p1").valid_to == day("24-01-01")


def test_an_end_sees_what_is_to_come(city):
    fields = {"name": "新科", "parent": "D", "kind": "部门"}
    change(ORGANISATION, "N", fields, day("25-01-01"), "user:1", AT)
    with pytest.raises(ChangeRefused, match="机构“N”还属于它"):
        end(ORGANISATION, "D", day("24-06-01"), "user:1", AT)


@pytest.mark.parametrize(
    ("code", "fields", "says"),
    [
        ("X", {"parent": "nobody"}, "上级编码"),
        ("X", {"region": "999999"}, "区划代码"),
        ("X", {"region": "431121"}, "区划代码"),  # became 431181 in 2021
        ("X", {"uscc": "12441500196720244X"}, "统一社会信用代码"),
        ("X", {"name": ""}, "名称"),
        ("X", {"name": "长" * 201}, "200"),
        ("", {}, "编码"),
        ("x y", {}, "编码"),
        ("=1+1", {}, "编码"),
        ("A", {"parent": "C"}, "上级"),
        ("A", {"parent": "A"}, "上级"),
    ],
)
def test_what_cannot_stand_is_refused_by_column(city, code, fields, says):
    before = Organisation.objects.count()
    with pytest.raises(ChangeRefused, match=says):
        put(code, "25-01-01", **fields)
    assert Organisation.objects.count() == before


def test_regions_are_known_by_the_rulebook_and_below_the_county_by_us():
    assert region_name("110000", day("20-01-01")) == "北京市"
    put("431181001", kind="region", on="22-01-01", name="某镇", level="乡镇", parent="431181")
    assert region_name("431181001", day("22-01-01")) == "某镇"
    assert region_name("431181001", day("21-01-01")) == ""
    assert region_name("", day("21-01-01")) == ""


def test_every_change_is_journalled_with_what_was_and_what_is(city):
    change(ORGANISATION, "B", {"name": "发改局"}, day("22-05-01"), "user:7", AT)
    entry = Entry.objects.get(who="user:7")
    content = json.loads(entry.content)
    assert (entry.kind, entry.about) == ("registry.change", "organisation:B")
    assert [row["name"] for row in content["before"]] == ["发展局"]
    assert [(row["name"], row["to"]) for row in content["after"]] == [
        ("发展局", "2022-05-01"),
        ("发改局", None),
    ]
    change(ORGANISATION, "B", {"name": "发改局"}, day("23-05-01"), "user:7", AT)  # nothing changes
    assert Entry.objects.filter(who="user:7").count() == 1
    assert verify().is_whole


ROW = {"code": "Z", "name": "某局", "kind": "部门"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("20-01-01", None), ("21-01-01", None)),
        (("20-01-01", None), ("19-01-01", "20-01-02")),
        (("20-01-01", "22-01-01"), ("21-12-31", "23-01-01")),
        (("20-01-01", "22-01-01"), ("20-06-01", "20-07-01")),
        (("20-01-01", "22-01-01"), ("20-01-01", "22-01-01")),
        (("20-01-01", "20-01-01"), ("22-01-01", None)),  # ends before it begins
    ],
)
def test_the_database_keeps_periods_apart(one, other):
    rows = [
        Organisation(**ROW, valid_from=day(start), valid_to=day(until) if until else None)
        for start, until in (one, other)
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.bulk_create(rows)


def test_the_database_lets_adjoining_and_withdrawn_rows_be():
    Organisation.objects.create(**ROW, valid_from=day("20-01-01"), valid_to=day("22-01-01"))
    Organisation.objects.create(**ROW, valid_from=day("22-01-01"))
    Organisation.objects.create(**ROW, valid_from=day("21-01-01"), withdrawn_at=AT)
    Organisation.objects.create(**{**ROW, "code": "Y"}, valid_from=day("21-01-01"))
    Window.objects.create(code="Z", name="窗口", hall="h", valid_from=day("21-01-01"))


def test_a_row_stretched_over_another_is_refused():
    Organisation.objects.create(**ROW, valid_from=day("20-01-01"), valid_to=day("22-01-01"))
    Organisation.objects.create(**ROW, valid_from=day("22-01-01"))
    stretched = Organisation.objects.filter(valid_to=day("22-01-01"))
    with pytest.raises(IntegrityError), transaction.atomic():
        stretched.update(valid_to=day("22-01-02"))


@pytest.mark.django_db(transaction=True)
def test_four_that_register_the_same_code_at_once_leave_one_row():
    refused = []

    def register(n: int) -> None:
        try:
            put("Z", name=f"局{n}")
        except ChangeRefused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(register, range(4)))
    rows = list(history(Organisation, "Z"))
    assert len([row for row in rows if row.withdrawn_at is None]) == 1
    assert len(rows) + len(refused) == 4
    assert verify().is_whole
