"""From a report to the draft of its project file: nobody types what is already written somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from xunzheng.audit.finding import Place
from xunzheng.audit.reading import Reading, read
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.statements.score_table_columns import bare
from xunzheng.authoring.draft import Draft, Path
from xunzheng.authoring.extracted_funds import put_funds
from xunzheng.authoring.extracted_indicators import put_indicators
from xunzheng.authoring.extracted_texts import goes_on, put_texts, section_lines
from xunzheng.authoring.fault import Fault, ProjectFaults
from xunzheng.authoring.forms import Form, FormRules, Layout
from xunzheng.authoring.project_check import check_project
from xunzheng.authoring.project_table import read_project
from xunzheng.documents.model import Cell, Document, Paragraph, Table
from xunzheng.evaluation.framework import Framework
from xunzheng.quantities.dates import dates

_LABELS = {
    "name": ("项目名称", "转移支付名称", "转移支付项目名称", "专项名称", "资金名称"),
    "department": ("主管部门", "中央主管部门", "地方主管部门", "省级主管部门", "项目主管部门"),
    "unit": ("实施单位", "资金使用单位", "项目实施单位", "项目单位", "填报单位"),
    "leader": ("项目负责人", "负责人"),
    "phone": ("联系电话", "电话"),
}
_EXPECTED = ("预期目标", "总体目标", "年初设定目标", "年度目标")
_ACHIEVED = (
    "实际完成情况",
    "全年实际完成情况",
    "年度总体目标完成情况综述",
    "目标实际完成情况",
    "年度目标完成情况",
)
_KINDS = r"(?:项目支出|转移支付|专项资金)?"
_TITLE = re.compile(rf"(?P<name>(?!20\d\d).{{2,80}}?)(?:20\d\d年度?)?{_KINDS}绩效自评报告$")
_RUN = "组织实施，评价年度为"
_LONGEST_RUN = 300
_YEAR = re.compile(r"评价年度为(20\d\d)年|^[（(](20\d\d)年度[）)]$|自评表[（(](20\d\d)年度[）)]$")
_TITLE_YEAR = re.compile(r"^[^，。]{0,60}?(20\d\d)年度?[^，。]{0,40}?(?:自评|绩效评价)")
_YEAR_TITLE = re.compile(rf"20\d\d年度?{_KINDS}绩效自评(?:报告|表)?")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,28}(?:局|委员会|办公室|中心|人民政府|厅|学校|医院|管理处|街道办事处|院)"
)
_BECAUSE = {
    "adjusted_because": re.compile(r"调[减增整]的原因：(?P<why>[^。\n]{2,300})"),
    "spent_because": re.compile(r"预算执行率偏低的原因：(?P<why>[^。\n]{2,300})"),
}
_BASES = re.compile(r"项目的立项和实施依据为(?P<bases>[^。\n]{2,300})。?$")
_COVER, _CLOSE, _LONGEST_DATE = 12, 6, 60
_GOAL_TITLE = re.compile(r"(?:项目|年度|总体)绩效目标$|^(?:年度)?总体目标$|^绩效目标$")
_GOAL = re.compile(r"^年度总体目标：(.+)", re.DOTALL)
_DONE = re.compile(r"^年度总体目标完成情况：(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read out of a report: the draft's tables and notes, and what is still to be done.

    `faults` are what the draft lacks or has wrong, as a project file.
    """

    draft: Draft
    form: Form
    faults: tuple[Fault, ...]


def extract(document: Document, rules: Rules, forms: Sequence[Form], code: str | None = None) -> Extraction:
    """Fill a project file from a report as far as it goes; `code` names the form, else it is guessed.

    Each value has a note of its place, and of what is doubtful about it. Nothing is invented: what the
    report does not say is in `faults`. Raises ValueError where there is no form of that code.

    >>> extract(document, standard_rules(), forms()).draft.table["form"]
    'national-2020'
    """
    reading = read(document)
    sheet = next((sheet for sheet in reading.sheets if list(sheet.leaves())), None)
    form, why = _form(sheet, forms, code)
    framework = next((each for each in rules.frameworks if each.code == form.framework), None)
    draft = Draft()
    draft.put(("form",), form.code)
    draft.note(("form",), why)
    _put_project(draft, reading)
    put_funds(draft, reading, sheet, form)
    _put_goals(draft, reading)
    put_indicators(draft, reading, sheet, form, framework)
    _put_management(draft, document, form)
    put_texts(draft, document, form)
    return Extraction(draft, form, _faults(draft, form, framework, rules))


def _form(sheet: Sheet | None, forms: Sequence[Form], code: str | None) -> tuple[Form, str]:
    """The form that the report's table is in, and why it was taken for that."""
    if code is not None:
        return next(form for form in forms if form.code == code), "由使用者指定"
    if sheet is None:
        layout, why = Layout.SCORED, "存疑：报告里没有找到评分表，按最常见的表样；可改"
    elif not any(leaf.target for leaf in sheet.leaves()):
        layout, why = Layout.ANNEX, "表中有得分而没有指标值一栏"
    elif sheet.has_scores:
        layout, why = Layout.SCORED, "表中有指标值、完成值和得分"
    else:
        layout, why = Layout.TRANSFER, "表中有指标值和完成值而没有得分"
    return next(form for form in forms if form.layout is layout), why


def _put_project(draft: Draft, reading: Reading) -> None:
    found = dict(_labelled(reading))
    for key in ("name", "unit", "department", "leader", "phone"):
        if key in found and not _says_nothing(found[key][0]):
            draft.put(("project", key), *found[key])
    _put_told(draft, reading)
    _put_period(draft, reading)


def _says_nothing(text: str) -> bool:
    return text.strip() in ("", "—", "-", "/", "无")


def _labelled(reading: Reading) -> Iterator[tuple[str, tuple[str, Place]]]:
    """The values that stand in the cell behind their label, the first of each."""
    seen: set[str] = set()
    for table in reading.document.tables():
        for cell, behind in _neighbours(table):
            words = re.sub(r"[()（）\s]", "", cell.text)
            for key, labels in _LABELS.items():
                if key not in seen and (words in labels or bare(cell.text) in labels) and behind.text.strip():
                    seen.add(key)
                    yield key, (" ".join(behind.text.split()), _place(reading, table, behind))


def _neighbours(table: Table) -> Iterator[tuple[Cell, Cell]]:
    """Each cell with the next one in its row."""
    for cell, behind in zip(table.cells, table.cells[1:], strict=False):
        if cell.row == behind.row:
            yield cell, behind


def _place(reading: Reading, table: Table, cell: Cell) -> Place:
    line, quote = reading.line(cell.start), reading.document.text[cell.start : cell.end]
    return Place(table.section, table.index, cell.start, cell.end, line, quote, cell.row, cell.column)


def _put_told(draft: Draft, reading: Reading) -> None:
    """What sentences, and then the title, say of project, unit and department where no table says it."""
    paragraphs = list(reading.document.paragraphs())
    for paragraph in paragraphs:
        for key, value in _told_run(paragraph.text).items():
            _put_new(draft, ("project", key), value, _whole(reading, paragraph))
    cover = [p for p in paragraphs[:_COVER] if not p.level and p.text.strip()]
    for above, paragraph in pairwise([cover[0], *cover] if cover else []):
        title = _TITLE.match(paragraph.text.strip())
        split = _YEAR_TITLE.fullmatch(paragraph.text.strip()) and above is not paragraph
        name = title["name"] if title else above.text.strip() if split else ""
        if name:
            _put_new(draft, ("project", "name"), name, _whole(reading, paragraph), "由标题取得")
    for paragraph in [*cover, *paragraphs[-_CLOSE:]]:
        if _OFFICE.fullmatch(paragraph.text.strip()):
            why = "由单独成行的单位名称取得"
            _put_new(draft, ("project", "unit"), paragraph.text.strip(), _whole(reading, paragraph), why)


def _told_run(text: str) -> dict[str, str]:
    """Name, department and unit out of `甲项目由乙局主管、丙站组织实施，评价年度为…`."""
    at = text.find(_RUN)
    if at < 0:
        return {}
    sentence = text[max(0, at - _LONGEST_RUN) : at].rpartition("。")[2].rpartition("\n")[2]
    name, _, who = sentence.partition("由")
    department, _, unit = who.rpartition("主管、")
    if who.endswith("主管并"):
        department = unit = who.removesuffix("主管并")
    told = {"name": name, "department": department, "unit": unit}
    return {key: value.strip() for key, value in told.items() if value.strip()}


def _put_new(draft: Draft, path: Path, value: object, place: Place, doubt: str = "") -> None:
    """Set a value that is not there yet."""
    table = draft.table.get(str(path[0]))
    if not isinstance(table, dict) or path[1] not in table:
        draft.put(path, value, place, doubt)


def _whole(reading: Reading, paragraph: Paragraph) -> Place:
    return reading.span_place(paragraph.index, paragraph.start, paragraph.end, paragraph.section)


def _put_period(draft: Draft, reading: Reading) -> None:
    period = reading.period
    if period.year is not None:
        first = period.titles[0]
        draft.put(("project", "year"), period.year, reading.block_place(first.start, first.end))
    for number, paragraph in enumerate(reading.document.paragraphs()):
        year = _YEAR.search(paragraph.text) or (number < _COVER and _TITLE_YEAR.search(paragraph.text))
        if year:
            told = next(group for group in year.groups() if group)
            _put_new(draft, ("project", "year"), int(told), _whole(reading, paragraph))
        bases = _BASES.match(paragraph.text)
        if bases:  # as one: where one basis ends and the next begins is not always to be seen
            _put_new(draft, ("project", "bases"), [bases["bases"]], _whole(reading, paragraph))
        for key, pattern in _BECAUSE.items():
            why = pattern.search(paragraph.text)
            if why:
                _put_new(draft, ("project", key), why["why"], _whole(reading, paragraph))
        _put_date(draft, reading, paragraph)


def _put_date(draft: Draft, reading: Reading, paragraph: Paragraph) -> None:
    """The date on a line of its own or behind the unit, the last in the report: it is the signature's."""
    text = paragraph.text.strip()
    mention = next(reversed(dates(text)), None) if len(text) <= _LONGEST_DATE else None
    if mention is None or mention.end < len(text):
        return
    before = text[: mention.start].strip()
    if before and not _OFFICE.fullmatch(before):
        return
    if mention.year is None or mention.month is None or mention.day is None:
        return
    try:
        on = date(mention.year, mention.month, mention.day)
    except ValueError:
        return
    draft.put(("project", "reported_on"), on, _whole(reading, paragraph))


def _put_goals(draft: Draft, reading: Reading) -> None:
    for table in reading.document.tables():
        at = {(cell.row, cell.column): cell for cell in table.cells}
        for cell in table.cells:
            words = bare(cell.text)
            key = "expected" if words in _EXPECTED else "achieved" if words in _ACHIEVED else ""
            below = at.get((cell.row + 1, cell.column))
            if key and below is not None and below.text.strip():
                draft.put(("goals", key), below.text.strip(), _place(reading, table, below))
    _put_told_goals(draft, reading)
    for section in reading.document.sections:
        if _GOAL_TITLE.search(section.title):
            own = section_lines(reading.document, section)
            block = reading.document.blocks[section.first_block]
            place = reading.span_place(block.index, block.start, block.start + len(section.title))
            _put_new(draft, ("goals", "expected"), "\n".join(own), place, "由这一节的文字取得")


def _put_told_goals(draft: Draft, reading: Reading) -> None:
    for paragraph in reading.document.paragraphs():
        for key, pattern in (("expected", _GOAL), ("achieved", _DONE)):
            match = pattern.match(paragraph.text)
            if match:
                alone = key == "expected" and not any(map(_GOAL_TITLE.search, paragraph.section[-1:]))
                more = [] if alone else goes_on(reading.document, paragraph)
                told = "\n".join([match[1].strip(), *more])
                _put_new(draft, ("goals", key), told, _whole(reading, paragraph))


def _put_management(draft: Draft, document: Document, form: Form) -> None:
    """The rows of the management of the funds: the cell behind the name, and the one behind that."""
    reading_number = 0
    for table in document.tables():
        for name in form.management:
            cell = next((c for c in table.cells if bare(c.text) == name), None)
            row = [
                c
                for c in table.cells
                if cell and c.row == cell.row and c.column > cell.column and c.text.strip()
            ]
            if not row:
                continue
            path: Path = ("management", reading_number)
            draft.put((*path, "name"), name)
            draft.put((*path, "state"), row[0].text.strip())
            if len(row) > 1 and not _says_nothing(row[1].text):
                draft.put((*path, "trouble"), row[1].text.strip())
            reading_number += 1


def _faults(draft: Draft, form: Form, framework: Framework | None, rules: Rules) -> tuple[Fault, ...]:
    try:
        project = read_project(draft.table)
    except ProjectFaults as error:
        return error.faults
    if framework is None:
        return ()
    return check_project(project, FormRules(form, framework, None, rules))
