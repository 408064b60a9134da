"""Which layout a table or a report has: told by headings, region and year, or chosen by the user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xunzheng.audit.finding import Place
from xunzheng.audit.layout import ANY, AppliedLayout, Layout, NearLayout, fits
from xunzheng.audit.setting import Setting, lies_in
from xunzheng.audit.statements.score_table_columns import bare
from xunzheng.documents.model import Cell, Document, Table
from xunzheng.quantities.width import fold

_MOST_CELLS = 400  # cells of a table in which headings are looked for
_LONGEST_HEADING = 40
_MOST_NEAR = 3
_HEAD = 400  # characters of the report in which the words of a layout are looked for
_CAPTION = 120


@dataclass(frozen=True, slots=True)
class _Match:
    """How well a layout fits: the headings found, and the groups that are wanting."""

    layout: Layout
    matched: tuple[str, ...]
    lacking: tuple[str, ...]
    typical: int
    words: int
    local: int

    @property
    def applies(self) -> bool:
        return not self.lacking

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Words and the region tell more than headings, which the layouts share."""
        return (self.local, self.words, len(self.matched) + self.typical, -len(self.layout.columns))


def layouts_of_tables(
    document: Document,
    tables: Sequence[Table],
    layouts: Sequence[Layout],
    setting: Setting,
    asked: str | None = None,
) -> dict[int, AppliedLayout]:
    """The layout of each table that has one, by the index of the table's block.

    Of the layouts in force in the year and the region, all whose headings stand in the table fit; the
    one of the narrowest region, with the most words and headings wins. A layout that the user asks for is
    applied to every table in which any of its headings stand. Linear in the cells.
    """
    usable = [
        each for each in layouts if not each.of_report and (each.code == asked or _holds(each, setting))
    ]
    found: dict[int, AppliedLayout] = {}
    for table in tables if usable else ():
        headings = _headings(table)
        about = (table.title or "") + document.text[max(0, table.start - _CAPTION) : table.start]
        matches = [_match(layout, headings, about, setting) for layout in usable]
        applied = _choose(matches, asked)
        if applied is not None:
            place = _cell_place(document, table, headings.cells[applied.matched[0]])
            found[table.index] = AppliedLayout(
                applied.layout, table.index, place, applied.matched, _near(matches, applied), bool(asked)
            )
    return found


def _cell_place(document: Document, table: Table, cell: Cell) -> Place:
    """The place of a cell; in a table of our own making, that of its line."""
    line = document.text.count("\n", 0, cell.start) + 1
    made = table.index < len(document.blocks) and not isinstance(document.blocks[table.index], Table)
    row, column = (None, None) if made else (cell.row, cell.column)
    return Place(table.section, table.index, cell.start, cell.end, line, cell.text, row, column)


def layout_of_report(
    document: Document, layouts: Sequence[Layout], setting: Setting, asked: str | None = None
) -> AppliedLayout | None:
    """The layout of the report as a whole, told by the titles of its sections; None where none fits."""
    usable = [each for each in layouts if each.of_report and (each.code == asked or _holds(each, setting))]
    if not usable or not document.sections:
        return None
    titles = {fold(section.title): section for section in document.sections}
    head = document.text[:_HEAD]
    matches = [_match_titles(layout, tuple(titles), head, setting) for layout in usable]
    applied = _choose(matches, asked)
    if applied is None:
        return None
    section = titles[applied.matched[0]]
    block = document.blocks[section.first_block]
    line = document.text.count("\n", 0, block.start) + 1
    quote = document.text[block.start : block.end]
    place = Place(section.path, block.index, block.start, block.end, line, quote)
    return AppliedLayout(applied.layout, None, place, applied.matched, _near(matches, applied), bool(asked))


def _holds(layout: Layout, setting: Setting) -> bool:
    """Whether the layout is in force: in the evaluated year, and in a region that the report may be of."""
    basis = layout.basis
    if setting.on is not None and not basis.holds_on(setting.on):
        return False
    if setting.on is None and basis.valid_to is not None:
        return False
    return setting.region is None or not setting.certain or _is_local(layout, setting) or _is_national(layout)


def _is_national(layout: Layout) -> bool:
    return not layout.basis.jurisdiction[:1].isdigit()


def _is_local(layout: Layout, setting: Setting) -> bool:
    """Whether the report's region lies in that of the layout."""
    return lies_in(setting.region, layout.basis.jurisdiction)


@dataclass(frozen=True, slots=True)
class _Headings:
    """The short cells of a table that can be headings, without blanks and brackets; all of them joined."""

    cells: Mapping[str, Cell]
    joined: str

    def find(self, group: Iterable[str]) -> str | None:
        """The first of the names that a cell bears."""
        for name in group:
            if name in self.cells:  # the usual case, without a search
                return name
            if ANY in name and all(piece in self.joined for piece in name.split(ANY)):
                found = next((cell for cell in self.cells if fits(name, cell)), None)
                if found is not None:
                    return found
        return None


def _headings(table: Table) -> _Headings:
    found: dict[str, Cell] = {}
    for cell in table.cells[:_MOST_CELLS]:
        if 0 < len(cell.text) <= _LONGEST_HEADING:
            found.setdefault(bare(cell.text), cell)
    found.pop("", None)
    return _Headings(found, "\n".join(found))


def _match(layout: Layout, headings: _Headings, about: str, setting: Setting) -> _Match:
    recognition = layout.recognition
    hits = [headings.find(group) for group in recognition.headings]
    absent = tuple(f"不应有“{text}”" for text in recognition.absent if headings.find((text,)))
    lacking = tuple(group[0] for group, hit in zip(recognition.headings, hits, strict=True) if hit is None)
    return _Match(
        layout,
        tuple(hit for hit in hits if hit is not None),
        lacking + absent,
        sum(headings.find((text,)) is not None for text in recognition.typical),
        sum(word in about for word in recognition.words),
        _locality(layout, setting),
    )


def _locality(layout: Layout, setting: Setting) -> int:
    """2 for a layout of the report's own region, 1 for a national one, 0 for one of a region not named."""
    return 2 if _is_local(layout, setting) else int(_is_national(layout) or setting.region is None)


def _match_titles(layout: Layout, titles: Sequence[str], head: str, setting: Setting) -> _Match:
    recognition = layout.recognition
    hits = [
        next((title for title in titles if any(name in title for name in group)), None)
        for group in recognition.headings
    ]
    lacking = tuple(group[0] for group, hit in zip(recognition.headings, hits, strict=True) if hit is None)
    absent = tuple(f"不应有“{text}”" for text in recognition.absent if any(text in title for title in titles))
    return _Match(
        layout,
        tuple(hit for hit in hits if hit is not None),
        lacking + absent,
        sum(any(text in title for title in titles) for text in recognition.typical),
        sum(word in head for word in recognition.words),
        _locality(layout, setting),
    )


def _choose(matches: Sequence[_Match], asked: str | None) -> _Match | None:
    if asked is not None:
        return next((each for each in matches if each.layout.code == asked and each.matched), None)
    fitting = [each for each in matches if each.applies and each.matched]
    return max(fitting, key=lambda each: each.rank, default=None)


def _near(matches: Sequence[_Match], applied: _Match) -> tuple[NearLayout, ...]:
    """The next best layouts: those of whose headings at least half are there."""
    others = [each for each in matches if each is not applied and len(each.matched) > len(each.lacking)]
    others.sort(key=lambda each: (each.applies, each.rank), reverse=True)
    return tuple(_told(others[:_MOST_NEAR]))


def _told(matches: Iterable[_Match]) -> Iterator[NearLayout]:
    for each in matches:
        yield NearLayout(each.layout.code, each.layout.title, len(each.matched), each.lacking)
