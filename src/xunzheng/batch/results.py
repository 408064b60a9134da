"""Writes the results of a batch as xlsx, parquet, csv or jsonl: a row for each file, one for each finding."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from xunzheng.batch.journal import Journal
from xunzheng.batch.record import Record
from xunzheng.batch.refusal import BatchRefused
from xunzheng.formats.failures import reason_of

SUFFIXES = (".xlsx", ".parquet", ".jsonl", ".csv")


def write_results(records: Iterable[Record], target: Path | str) -> tuple[Path, ...]:
    """Write the records by path, in the format of the target's ending; return the files written.

    xlsx has the findings on a second sheet; jsonl in each record; csv and parquet in a second file, named
    `….findings.csv`. Memory does not grow with the number of records. Each file appears whole or not at all.
    Raises `BatchRefused` for another ending, for a place that cannot be written, and for parquet where the
    extra is not installed.

    Example: ``write_results(audit_files(["reports"]), "results.xlsx")``.
    """
    target = Path(target)
    check_target(target)
    with tempfile.TemporaryDirectory(prefix="xunzheng-") as folder:
        journal = Journal(Path(folder) / "journal", "")
        try:
            for record in records:
                journal.add(record)
            return write_sorted(lambda: journal.records(sorted(journal.entries)), target)
        finally:
            journal.close()


def write_sorted(records: Callable[[], Iterator[Record]], target: Path) -> tuple[Path, ...]:
    """Write records that come in order each time they are asked for. Raises as `write_results`."""
    check_target(target)
    suffix = target.suffix.lower()
    files = files_of(target)
    with contextlib.ExitStack() as stack:
        _WRITERS[suffix](records(), tuple(stack.enter_context(replacing(file)) for file in files))
    return files


def files_of(target: Path) -> tuple[Path, ...]:
    """The files that are written for the target: two where the format has one table a file."""
    return (target, findings_file(target)) if target.suffix.lower() in (".csv", ".parquet") else (target,)


def findings_file(target: Path) -> Path:
    """The second file of a format that has one table a file: `results.findings.csv` beside `results.csv`."""
    return target.with_name(f"{target.stem}.findings{target.suffix}")


def check_target(target: Path) -> None:
    """Raise `BatchRefused` where results cannot be written there: known before the work begins."""
    if target.suffix.lower() not in SUFFIXES:
        raise BatchRefused(
            f"不知道用什么格式写 {target}：文件名应以 {'、'.join(SUFFIXES)} 之一结尾。请改一个结尾。"
        )
    if target.suffix.lower() == ".parquet":
        from xunzheng.batch.results_parquet import require_duckdb

        require_duckdb()
    check_folder(target)


def check_folder(target: Path) -> None:
    """Raise `BatchRefused` where a file cannot be put in the target's place."""
    if target.is_dir():
        raise BatchRefused(f"写不了 {target}：这是文件夹。请给出文件名。")
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise BatchRefused(f"写不了 {target}：没有文件夹 {target.parent}，或没有写的权限。请检查路径。")


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A temporary file beside the target, which takes its place when all went well."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}.", suffix=target.suffix, dir=target.parent)
    except OSError as failure:
        raise BatchRefused(f"写不了 {target}：{reason_of(failure)}。请检查路径和权限。") from None
    os.close(handle)
    written = Path(name)
    try:
        yield written
        written.chmod(0o644 & ~_umask())
        written.replace(target)
    except OSError as failure:
        raise BatchRefused(f"写不了 {target}：{reason_of(failure)}。请检查路径和权限。") from None
    finally:
        written.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _write_jsonl(records: Iterator[Record], files: tuple[Path, ...]) -> None:
    from xunzheng.batch.record_json import to_line

    with files[0].open("wb") as opened:
        for record in records:
            opened.write(to_line(record))


def _write_csv(records: Iterator[Record], files: tuple[Path, ...]) -> None:
    from xunzheng.batch.results_csv import write_csv

    write_csv(records, *files)


def _write_xlsx(records: Iterator[Record], files: tuple[Path, ...]) -> None:
    from xunzheng.batch.results_xlsx import write_xlsx

    write_xlsx(records, files[0])


def _write_parquet(records: Iterator[Record], files: tuple[Path, ...]) -> None:
    from xunzheng.batch.results_parquet import write_parquet

    write_parquet(records, *files)


_WRITERS: Mapping[str, Callable[[Iterator[Record], tuple[Path, ...]], None]] = {
    ".jsonl": _write_jsonl,
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
}
