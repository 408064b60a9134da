"""The command `audit` over many reports: progress on the terminal, results and summary in files."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import FrameType

from xunzheng.audit.finding import Severity
from xunzheng.batch.crew import CrewFailed
from xunzheng.batch.record import Record
from xunzheng.batch.refusal import BatchRefused
from xunzheng.batch.results import check_folder, check_target, files_of, write_sorted
from xunzheng.batch.run import Batch
from xunzheng.batch.settings import BatchSettings
from xunzheng.batch.tally import Summary, summary
from xunzheng.cli.audit_text import at_least
from xunzheng.cli.inputs import read_limits
from xunzheng.cli.many_lines import closing_lines, record_lines
from xunzheng.cli.progress import watching
from xunzheng.cli.refusal import Refused
from xunzheng.cli.terminal import Paper, print_lines, safe
from xunzheng.formats.failures import reason_of

INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class ManyRequest:
    """What a batch is to do: the paths, where results and summary go, and how it is run.

    Without a place for results they are printed, and the run cannot be resumed. `severity` is the least that
    is listed; counts are always of all.
    """

    paths: tuple[str, ...]
    out: tuple[Path, ...] = ()
    report: Path | None = None
    jobs: int | None = None
    afresh: bool = False
    severity: str = "advice"
    language: str = "zh"
    settings: BatchSettings = field(default_factory=BatchSettings)


def settings_for(
    packs: Path | None, on: date | None, region: str | None, layout: str | None, given: Path | None = None
) -> BatchSettings:
    """The settings of a batch from what the command was given and the environment. Raises `Refused`."""
    return BatchSettings(packs=packs, on=on, region=region, layout=layout, reading=read_limits(), given=given)


def audit_many(request: ManyRequest) -> int:
    """Audit all; 0 when nothing is at error level, 1 when something is, 2 when a file could not be read.

    Stopped by Ctrl-C or SIGTERM it says how to go on, and returns 130.
    """
    try:
        return _audit_many(request)
    except (BatchRefused, CrewFailed) as refusal:
        raise Refused(str(refusal)) from None


def _audit_many(request: ManyRequest) -> int:
    if not request.paths:
        raise Refused("请给出要核对的报告、文件夹或 zip。")
    check_many(request)
    with _journal(request) as journal, _open(request, journal) as batch:
        if not batch.total:
            raise Refused(f"没有可以核对的文件：{_given(request.paths)} 里没有报告格式的文件。请检查路径。")
        try:
            with _stopping() as should_stop:
                counts = _run(batch, request, should_stop)
        except KeyboardInterrupt:
            print(_stopped(batch, request), file=sys.stderr)
            return INTERRUPTED
        _write(batch, request, counts, journal)
    if counts.unreadable_count:
        return 2
    return int(counts.gravest[0] > 0)


def check_many(request: ManyRequest) -> None:
    """Refuse, before the work begins, what could not be written at its end or would overwrite a report."""
    for target in request.out:
        check_target(target)
    if request.report is not None:
        _check_page(request.report)
    if request.settings.given is not None:
        _check_given(request.settings.given)
    named, seen = {os.path.realpath(path) for path in request.paths}, set[str]()
    for file in _written(request):
        place = os.path.realpath(file)
        if place in seen:
            raise Refused(f"{file} 要写两次，后一次会盖掉前一次。请给出不同的文件名。")
        seen.add(place)
        # With a journal it is the result of an earlier run, which a pattern like *.xlsx names as well.
        if place in named and os.path.exists(place) and not _journal_of(request).exists():
            raise Refused(f"{file} 也是要核对的文件，写结果会盖掉它。请换一个输出文件名。")


def _check_page(target: Path) -> None:
    if target.suffix.lower() not in (".html", ".htm"):
        raise Refused(f"小结是网页，不能写成 {target}：文件名应以 .html 结尾。请改一个结尾。")
    check_folder(target)


def _check_given(folder: Path) -> None:
    """Make the folder where it is not there; raise `Refused` where nothing can be written to it."""
    if folder.is_file():
        raise Refused(f"写不了文件夹 {folder}：这是文件。请换一个名字。")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as failure:
        raise Refused(f"写不了文件夹 {folder}：{reason_of(failure)}。请检查路径和权限。") from None


def _written(request: ManyRequest) -> list[Path]:
    """All files that the run writes, but for its journal."""
    files = [file for target in request.out for file in files_of(target)]
    return [*files, request.report] if request.report is not None else files


def _given(paths: Sequence[str]) -> str:
    return "、".join(paths[:3]) + (" 等" if len(paths) > 3 else "")


def _open(request: ManyRequest, journal: Path) -> Batch:
    targets = [*request.out, *([request.report] if request.report else [])]
    return Batch(request.paths, journal, request.settings, afresh=request.afresh, leave_out=targets)


@contextlib.contextmanager
def _journal(request: ManyRequest) -> Iterator[Path]:
    """The journal: beside the first file that is written, else one that is gone afterwards."""
    if request.out or request.report is not None:
        yield _journal_of(request)
        return
    with tempfile.TemporaryDirectory(prefix="xunzheng-") as folder:
        yield Path(folder) / "journal"


def _journal_of(request: ManyRequest) -> Path:
    target = next(iter(request.out), request.report)
    assert target is not None
    return target.with_name(f".{target.name}.journal")


def _run(batch: Batch, request: ManyRequest, should_stop: Callable[[], bool]) -> Summary:
    """Raises KeyboardInterrupt where it was asked to stop."""
    with watching(batch.total, batch.finished) as seen:
        if batch.finished:
            seen.say(
                f"已有 {batch.finished} 份核对过且没有变化，跳过；还有 {batch.total - batch.finished} 份。"
            )
        for record in batch.run(request.jobs, should_stop):
            seen.count(record)
        if should_stop():
            raise KeyboardInterrupt
    return summary(batch.records())


def _write(batch: Batch, request: ManyRequest, counts: Summary, journal: Path) -> None:
    paper = Paper(sys.stdout)
    if not request.out:
        print_lines(paper, record_lines(batch.records()))
    written: list[Path] = []
    for target in request.out:
        written += write_sorted(lambda: _limited(batch.records(), request.severity), target)
    if request.report is not None:
        from xunzheng.batch.page import lay_out_summary, write_summary
        from xunzheng.formats.result_html import known_language

        language = known_language(request.language)
        now = datetime.now().astimezone()
        page = lay_out_summary(counts, language, at=now, passed_over=batch.passed_over)
        write_summary(page, request.report, language)
    kept = journal if request.out or request.report else None
    print_lines(paper, closing_lines(counts, batch.passed_over, written, request.report, kept))
    if request.settings.given is not None:
        print(f"批注和复核意见：{safe(str(request.settings.given))}")


def _limited(records: Iterator[Record], severity: str) -> Iterator[Record]:
    least = Severity(severity)
    if least is Severity.ADVICE:
        return records
    return (replace(record, findings=tuple(at_least(record.findings, least))) for record in records)


def _stopped(batch: Batch, request: ManyRequest) -> str:
    said = f"xunzheng：已停止。核对完 {batch.done} 份，共 {batch.total} 份。"
    if request.out or request.report:
        return said + "再运行同一条命令，就从这里接着核对；结果文件在全部核对完后才写。"
    return said + "没有给 --out，已核对的没有留下；给出 --out 就可以接着核对。"


@contextlib.contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C or SIGTERM asked to stop; a second one interrupts at once.

    An exception that a signal raises in the middle of a queue's lock would let it go twice.
    """
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    is_main = threading.current_thread() is threading.main_thread()
    numbers = (signal.SIGINT, signal.SIGTERM) if is_main else ()
    heeded = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heeded}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
