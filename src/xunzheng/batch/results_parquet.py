"""Results as two Parquet files with declared types, written by DuckDB."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from xunzheng.batch.columns import FILE_COLUMNS, FINDING_COLUMNS, Column, finding_rows
from xunzheng.batch.record import Record
from xunzheng.batch.refusal import BatchRefused

if TYPE_CHECKING:
    import duckdb

Row = TypeVar("Row")
_LONGEST_LINE = 64 * 1024 * 1024
_FORM = "FORMAT parquet, COMPRESSION zstd"


def require_duckdb() -> None:
    """Raise `BatchRefused` where DuckDB is not installed."""
    try:
        import duckdb  # noqa: F401 (only whether it is there)
    except ImportError:
        raise BatchRefused(
            "写 parquet 要用 DuckDB，这里没有装。请安装 xunzheng[parquet]，或改写 .xlsx、.csv、.jsonl。"
        ) from None


def write_parquet(records: Iterator[Record], files: Path, findings: Path) -> None:
    """Write the rows of files and of findings. Text is text, counts are integers, points and money decimals.

    The rows go through a temporary file of JSON lines, so that memory stays flat.
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix="xunzheng-") as folder:
        first, second = Path(folder) / "files.jsonl", Path(folder) / "findings.jsonl"
        with first.open("w", encoding="utf-8", errors="replace") as of_files, \
             second.open("w", encoding="utf-8", errors="replace") as of_findings:  # fmt: skip
            for record in records:
                _write_line(of_files, FILE_COLUMNS, record)
                for row in finding_rows(record):
                    _write_line(of_findings, FINDING_COLUMNS, row)
        with duckdb.connect(config={"threads": "1", "temp_directory": folder}) as engine:
            _copy(engine, first, FILE_COLUMNS, files)
            _copy(engine, second, FINDING_COLUMNS, findings)


def _write_line(opened: IO[str], columns: Sequence[Column[Row]], row: Row) -> None:
    values = {column.name: column.value(row) for column in columns}
    opened.write(json.dumps(values, ensure_ascii=False, default=_decimal) + "\n")


def _decimal(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(type(value))


def _copy(
    engine: duckdb.DuckDBPyConnection, lines: Path, columns: Sequence[Column[Row]], target: Path
) -> None:
    """Each value is read as text and then made what its column holds; what does not fit is absent."""
    taken = ", ".join(map(_taken, columns))
    types = ", ".join(f"\"{column.name}\": 'VARCHAR'" for column in columns)
    options = f"format='newline_delimited', columns={{{types}}}, maximum_object_size={_LONGEST_LINE}"
    source = f"read_json({_quoted(lines)}, {options})"
    engine.execute(f"COPY (SELECT {taken} FROM {source}) TO {_quoted(target)} ({_FORM})")


def _taken(column: Column[Row]) -> str:
    name = f'"{column.name}"'
    return name if column.kind.is_text else f"TRY_CAST({name} AS {column.kind.parquet}) AS {name}"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
