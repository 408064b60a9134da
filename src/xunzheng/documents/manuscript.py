"""A manuscript: a text that is to be written, before it has a format."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal

RESULT_MARK = "xunzheng-result"  # stands in every file that tells what was found in reports


class Role(enum.StrEnum):
    """What a passage is for; each format gives it its form."""

    BODY = "body"
    NOTE = "note"
    CENTRED = "centred"
    SIGNATURE = "signature"
    QUOTE = "quote"


class Alignment(enum.StrEnum):
    """How the text of a slot stands in its column."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1…4. `text` carries its own label: `一、项目概况`, `（一）基本情况`."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of text without a line break."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a grid, at the place of its upper left corner; `text` may hold line breaks.

    `number` is the value where the cell shows a bare number: a spreadsheet stores it as one and shows it
    as `text` is written. `heading` is true for a column or row title.
    """

    text: str
    row_span: int = 1
    column_span: int = 1
    align: Alignment = Alignment.LEFT
    heading: bool = False
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `rows` holds the slots that begin in each row, from the left; what a span covers is left out.

    `widths` are the columns' shares of the width, one for each column. The first `header_rows` rows are
    repeated on each page. `caption` stands above, `note` below; either may be empty.
    """

    rows: tuple[tuple[Slot, ...], ...]
    widths: tuple[int, ...]
    header_rows: int = 1
    caption: str = ""
    note: str = ""
    filterable: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values of a chart, one for each of its labels; None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]


class ChartKind(enum.StrEnum):
    """Bars lie: Chinese labels are long. Stacked bars add the series up; columns stand, for years."""

    BARS = "bars"
    STACKED = "stacked"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot told as numbers; `unit` is written at the axis, `tones` name one tone per series or are empty.

    A tone is `error`, `suspicion`, `advice`, `good`, `plain` or `faint`. `alternative` says in a sentence
    what there is to see, for those who cannot.
    """

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    tones: tuple[str, ...] = ()
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, made by the writer from the headings up to `depth`."""

    depth: int = 2


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page, upright or lying."""

    lying: bool = False


Piece = Heading | Passage | Grid | Chart | Contents | NewPage


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A title, what stands below it, and the pieces in reading order.

    `header` is written at the head of each page (empty: nothing). `language` is `zh` or `en`. `fields` are
    names and texts for further placeholders of a user's own template: `("单位", "某局")` fills `{{单位}}`.
    `is_result` says that it tells what was found in a report and is no report itself.
    """

    title: str
    pieces: tuple[Piece, ...]
    subtitle: str = ""
    header: str = ""
    language: str = "zh"
    fields: tuple[tuple[str, str], ...] = ()
    is_result: bool = False
