"""The command `audit` over many reports: what is typed, what is written, how it is stopped and resumed."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console
from rich.progress import Progress

from tests.batch.reports import CLEAN, FAULTY, make_record, unreadable_record, write_reports
from xunzheng.cli.main import main
from xunzheng.cli.many_lines import record_lines
from xunzheng.cli.progress import Bar, Lines, watching

Said = Callable[[], tuple[str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `in` with four reports, two of them faulty, as the working directory's."""
    write_reports(tmp_path / "in", 4)
    (tmp_path / "in" / "图.png").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_folder_is_listed_on_the_terminal(capsys):
    assert main(["audit", "in", "--jobs", "1"]) == 1
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines[0].split() == ["错误", "疑点", "建议", "自评", "重算", "文件"]
    assert [line.split()[0] for line in lines[1:5]] == ["1", "0", "1", "0"]
    assert [line.split()[-1] for line in lines[1:5]] == [f"in/000{n}.txt" for n in range(4)]
    assert "核对了 4 份：2 份有错误。错误 2 处" in said.out
    assert "另有 1 个文件不是报告，没有核对（.png 1）" in said.out
    assert "日志" not in said.out


def test_results_and_summary_are_written_and_the_same_command_goes_on(folder, capsys):
    command = ["audit", "in", "--jobs", "1", "--out", "r.xlsx", "--out", "r.csv", "--report", "in/s.html"]
    assert main(command) == 1
    assert "结果：r.xlsx、r.csv、r.findings.csv" in capsys.readouterr().out
    assert openpyxl.load_workbook("r.xlsx")["报告"].max_row == 5
    assert "4 份报告" in (folder / "in/s.html").read_text("utf-8")
    assert (folder / ".r.xlsx.journal").exists()
    (folder / "in" / "new.txt").write_text(FAULTY, "utf-8")
    assert main(command) == 1
    assert "已有 4 份核对过且没有变化，跳过；还有 1 份。" in capsys.readouterr().err
    assert openpyxl.load_workbook("r.xlsx")["报告"].max_row == 6


@pytest.mark.usefixtures("folder")
def test_several_files_are_a_batch_and_so_is_an_archive(capsys):
    assert main(["audit", "in/0001.txt", "in/0003.txt"]) == 0
    with zipfile.ZipFile("a.zip", "w") as package:
        package.writestr("甲.txt", CLEAN)
    assert main(["audit", "a.zip"]) == 0
    assert "a.zip/甲.txt" in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_the_least_severity_limits_what_is_listed_not_what_is_counted():
    Path("lesser.txt").write_text(FAULTY + "三、情况\n（待补充）\n", "utf-8")
    assert main(["audit", "lesser.txt", "--severity", "error", "--out", "r.xlsx"]) == 1
    book = openpyxl.load_workbook("r.xlsx")
    severities = {row[4].value for row in book["发现"].iter_rows(min_row=2)}
    assert severities == {"错误"}
    assert sum(cell.value for cell in book["报告"][2][10:13]) > book["发现"].max_row - 1


def test_a_file_that_cannot_be_read_is_told_and_ends_with_2(folder, capsys):
    (folder / "in" / "坏.docx").write_bytes(b"PK\x03\x04")
    assert main(["audit", "in", "--jobs", "1", "--out", "r.jsonl"]) == 2
    said = capsys.readouterr().out
    assert "读不了 1 份" in said
    assert "坏.docx" in said
    assert len((folder / "r.jsonl").read_text("utf-8").splitlines()) == 5


@pytest.mark.parametrize(
    ("command", "phrases"),
    [
        (["audit", "in", "none"], ["找不到 none"]),
        (["audit", "in", "--out", "r.pdf"], ["不知道用什么格式写 r.pdf", ".xlsx"]),
        (["audit", "in", "--out", "none/r.csv"], ["写不了 none/r.csv"]),
        (["audit", "in", "--report", "none/s.html"], ["写不了 none/s.html"]),
        (["audit", "in", "--format", "json"], ["--out 写结果"]),
        (["audit", "in", "--summary"], ["--out 写结果"]),
        (["audit", "in", "--output", "r.txt"], ["--out 写结果"]),
        (["audit", "--sample", "--out", "r.csv"], ["--out 写结果"]),
        (["audit", "--out", "r.csv"], ["请给出要核对的报告"]),
        (["audit", "empty"], ["没有可以核对的文件：empty"]),
        (["audit", "in", "--jobs", "0"], ["--jobs 的值不对"]),
        (["audit", "in", "--region", "无此地"], ["不认识的地区"]),
        (["audit", "in", "--on", "昨天"], ["看不懂的日期"]),
    ],
    ids=lambda value: str(value)[:60],
)
def test_command_refuses(folder, command, phrases, capsys):
    (folder / "empty").mkdir()
    assert main(command) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("xunzheng：")
    assert [phrase for phrase in phrases if phrase not in said.err] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly_and_says_how_to_go_on(folder, number):
    write_reports(folder / "in", 600)
    command = [sys.executable, "-m", "xunzheng", "audit", "in", "--jobs", "1", "--out", "r.csv"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Tests that run in the background of a shell inherit an interrupt that is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    journal = folder / ".r.csv.journal"
    while process.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > 2):
        os.sched_yield()
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "已停止。核对完" in err
    assert "共 600 份。再运行同一条命令，就从这里接着核对" in err
    assert "Traceback" not in err
    assert out == ""
    assert not (folder / "r.csv").exists()


def test_lines_show_bounds_and_reasons():
    from decimal import Decimal

    records = [make_record("a\x1b.docx", highest_score=Decimal(99)), unreadable_record("b", "坏了。")]
    lines = [line.plain for line in record_lines(records)]
    assert lines[1].split() == ["1", "1", "1", "98.5", "≥96", "a�.docx"]
    assert [line.strip() for line in lines[2:]] == ["读不了  b", "坏了。"]


def test_without_a_terminal_progress_is_plain_lines(capsys):
    with watching(2, 0) as seen:
        assert isinstance(seen, Lines)
        seen.count(make_record())
        assert capsys.readouterr().err == ""
        seen._said_at -= 60
        seen.count(unreadable_record())
    said = capsys.readouterr().err
    assert said.startswith("已核对 2/2：")
    assert "错误 1 处，读不了 1 份" in said


def test_on_a_terminal_there_is_a_bar():
    held = io.StringIO()
    console = Console(file=held, force_terminal=True, width=120, highlight=False)
    with Progress(console=console, auto_refresh=False) as progress:
        bar = Bar(progress, progress.add_task("", total=3, completed=1, rate=""))
        bar.say("跳过 1 份。")
        bar.count(make_record())
        (task,) = progress.tasks
        assert (task.completed, task.total) == (2, 3)
        assert "错误 1 处" in task.fields["rate"]
    assert "跳过 1 份。" in held.getvalue()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--report", "s.xlsx"], "小结是网页"),
        (["--out", "r.csv", "--out", "./r.csv"], "要写两次"),
        (["--out", "r.csv", "--out", "r.findings.csv"], "要写两次"),
        (["--out", "own.xlsx"], "写结果会盖掉它"),
    ],
)
def test_a_place_that_would_cost_a_file_is_refused(options, says, capsys):
    Path("own.xlsx").write_bytes(b"mine")
    assert main(["audit", "in", "own.xlsx", "--jobs", "1", *options]) == 2
    assert says in capsys.readouterr().err
    assert Path("own.xlsx").read_bytes() == b"mine"


@pytest.mark.usefixtures("folder")
def test_results_that_a_pattern_names_are_written_again():
    command = ["audit", "in/0000.txt", "in/0001.txt", "--jobs", "1", "--out", "r.jsonl"]
    assert main(command) == 1
    assert main([*command, "r.jsonl"]) == 1
    assert len(Path("r.jsonl").read_text("utf-8").splitlines()) == 2


def test_reports_are_given_back_into_a_folder(folder, capsys):
    assert main(["audit", "in", "--jobs", "1", "--out", "r.csv", "--annotate", "given"]) == 1
    assert "批注和复核意见：given" in capsys.readouterr().out
    names = sorted(path.name for path in (folder / "given" / "in").iterdir())
    assert len(names) == 6
    assert names[:2] == ["0000.txt-复核意见.docx", "0000.txt-批注.html"]
    assert main(["audit", "in", "--annotate", "r.csv"]) == 2
    assert "这是文件" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_stopped_run_counts_what_is_finished_under_its_own_choices(monkeypatch, capsys):
    command = ["audit", "in", "--jobs", "1", "--out", "r.jsonl"]
    assert main(command) == 1

    def interrupted(*rest: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("xunzheng.batch.run.work", interrupted)
    assert main([*command, "--region", "湖南省"]) == 130
    assert "核对完 0 份，共 4 份" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_workers_that_cannot_be_started_are_told_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr("xunzheng.batch.crew.READY", b"never")
    assert main(["audit", "in", "--jobs", "1", "--out", "r.jsonl"]) == 2
    assert "核对进程没有启动起来" in capsys.readouterr().err
