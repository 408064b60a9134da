"""The command `new`: a project file made by asking, kept after every answer, gone on with another time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from xunzheng.authoring.assessment import assess
from xunzheng.authoring.fault import Fault, ProjectFaults
from xunzheng.authoring.interview import next_question, take
from xunzheng.authoring.project_table import read_project
from xunzheng.authoring.questions import Answer, NoAnswer, Progress, Question
from xunzheng.cli.project_input import digest_of, read_bytes
from xunzheng.cli.refusal import Refused
from xunzheng.cli.whole_file import write_whole
from xunzheng.formats.project_comments import Comments, read_comments
from xunzheng.formats.project_file import dump_table, load_table
from xunzheng.rulebook.official_forms import form_rules, forms
from xunzheng.rulebook.refusal import UnknownCode
from xunzheng.rulebook.shelf import Shelf, shelf_from

if TYPE_CHECKING:
    from xunzheng.authoring.forms import FormRules


def make_project(path: Path, packs: Path | None = None) -> int:
    """Ask until the file is whole, each answer written at once; 0 when it is, 1 when it was broken off.

    Raises `Refused` where the file is there and is no project file, or cannot be written.
    """
    shelf = shelf_from(packs)
    if not path.parent.is_dir():
        raise Refused(f"没有 {path.parent} 这个文件夹，{path.name} 存不下。请先建文件夹，或换一个位置。")
    progress, comments = _begun(path)
    typer.echo(f"逐项填写 {path}。每答一项就存一次，随时可以按 Ctrl+C 停下，下次用同一个命令接着填。")
    try:
        _ask_all(progress, path, shelf, comments)
    except (typer.Abort, KeyboardInterrupt, EOFError):
        kept = f"答过的都存在 {path}，再用 xunzheng new {path} 接着填" if path.exists() else "还没有答过什么"
        typer.echo(f"\n已停下；{kept}。")
        return 1
    return _conclude(progress, path, shelf)


def _begun(path: Path) -> tuple[Progress, Comments]:
    """What was answered another time, and the file's comments; nothing where it is not there yet."""
    if not path.exists():
        return Progress(), Comments()
    content = read_bytes(path)
    try:
        table = load_table(content, path.name)
        read_project(table)
    except ProjectFaults as error:
        wrong = [fault for fault in error.faults if not fault.missing]
        if wrong:
            listed = "".join(f"\n  {fault}" for fault in wrong)
            raise Refused(f"{path} 不能接着填，没有改动它：{listed}") from None
    return Progress(table), read_comments(content)


def _rules(progress: Progress, shelf: Shelf) -> FormRules | None:
    code = progress.table.get("form")
    if not isinstance(code, str):
        return None
    try:
        return form_rules(code, shelf)
    except UnknownCode as error:
        raise Refused(str(error)) from None


def _ask_all(progress: Progress, path: Path, shelf: Shelf, comments: Comments) -> None:
    known = forms(shelf)
    while (question := next_question(progress, known, _rules(progress, shelf))) is not None:
        _ask(progress, question, path, shelf)
        write_whole(path, dump_table(_table(progress), comments.notes, comments.lead))


def _ask(progress: Progress, question: Question, path: Path, shelf: Shelf) -> None:
    """Ask one question until its answer can be taken."""
    while True:
        text = _prompt(progress, question, path)
        try:
            take(progress, question, text, _rules(progress, shelf))
        except NoAnswer as refused:
            typer.echo(f"  {refused}")
        else:
            return


def _prompt(progress: Progress, question: Question, path: Path) -> str:
    if question.answer in (Answer.CHOICE, Answer.NUMBERS):
        for number, (_, words) in enumerate(question.choices, start=1):
            typer.echo(f"  {number}. {words}")
    default = question.default
    if question.path[-1] == "sha256":
        file = progress.at((*question.path[:-1], "file"))
        default = (digest_of(path.parent / file) if isinstance(file, str) else None) or ""
    more = "（可不填）" if question.optional else ""
    answer: str = typer.prompt(f"{question.words}{more}", default=default, show_default=bool(default))
    return answer


def _table(progress: Progress) -> dict[str, object]:
    return {key: value for key, value in progress.table.items() if key not in ("ways", "more")}


def _conclude(progress: Progress, path: Path, shelf: Shelf) -> int:
    """Say whether a report can be written from the file, and what it lacks."""
    faults: tuple[Fault, ...] = ()
    rules = _rules(progress, shelf)
    try:
        if rules is not None:
            assess(read_project(_table(progress)), rules)
    except ProjectFaults as error:
        faults = error.faults
    typer.echo(f"填完了，存在 {path}。")
    for fault in faults:
        typer.echo(f"  还要改：{fault}")
    if not faults:
        typer.echo(f"写成报告：xunzheng report {path} -o 自评报告.docx")
    return 1 if faults else 0
