"""Writes the reference pages from the code that they describe; with --check says which are out of date.

Use: python docs/generate.py [--check]
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django
import typer

from xunzheng.audit.catalogue import CATALOGUE, SECTIONS
from xunzheng.batch.columns import FILE_COLUMNS, FINDING_COLUMNS
from xunzheng.calendars.rules import ClockRule
from xunzheng.cli.app import app
from xunzheng.cli.frameworks import describe_pack, listed_packs
from xunzheng.cli.rules import region_names
from xunzheng.formats.limits import LIMIT_SETTINGS
from xunzheng.rulebook import standard_shelf
from xunzheng.rulebook.clock_table import ClockRules
from xunzheng.site.accounts.permissions import PERMISSIONS
from xunzheng.site.accounts.roles import Role
from xunzheng.site.project.access import METHODS, ROUTES
from xunzheng.site.project.environment import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
NOTICE = "<!-- Written by docs/generate.py; change what it describes, then run it again. -->"

DOORS = {
    "XUNZHENG_CHROMIUM": ("bin/test", "the first on the path", "the browser for the browser tests"),
    "XUNZHENG_ANTIWORD": ("bin/test", "the first on the path", "antiword, which reads old Word files"),
    "XUNZHENG_CJK_FONT": ("bin/test", "the first that fontconfig knows", "a font with Chinese characters"),
    "XUNZHENG_POSTGRESQL_BIN": (
        "bin/test",
        "the newest installed",
        "the folder of PostgreSQL's server programs",
    ),
    "XUNZHENG_TEST_DATABASE": (
        "bin/test",
        "unset: SQLite",
        "`postgresql`: the site's tests run on a PostgreSQL of their own; `bin/test` does both",
    ),
}
OTHER_SETTINGS = {
    "CI": ("bin/test", "unset", "`true`: a skipped test fails the run"),
    "NO_COLOR": ("xunzheng", "unset", "set to anything: no colour, on a terminal either"),
    "PYTHON": ("bin/*", "the first Python ≥ 3.11 on the path", "the Python that `.venv` is made with"),
}


def findings_page() -> str:
    """The catalogue of findings, section by section."""
    lines = [
        "# Codes of findings 发现代码",
        "",
        "A code's meaning never changes once it is published. Examples are in the tests of the checks.",
    ]
    for section, (chinese, english) in SECTIONS.items():
        entries = [entry for entry in CATALOGUE.values() if entry.section == section]
        rows = (
            (
                f"`{entry.code}`",
                f"{entry.name_zh}<br>{entry.name_en}",
                f"{entry.meaning_zh}<br>{entry.meaning_en}",
            )
            for entry in entries
        )
        lines += ["", f"## {section}. {chinese} {english}", "", *table(("code", "name", "meaning"), rows)]
    return page(lines)


def commands_page() -> str:
    """The help of the command and of each of its subcommands."""
    group = typer.main.get_command(app)
    lines = [
        "# Commands 命令",
        "",
        "Exit codes: 0 nothing at error level, 1 findings at error level, 2 unusable input or command.",
    ]
    lines += ["", *help_of(group, "xunzheng")]
    for name, command in group.commands.items():
        lines += ["", f"## {name}", "", *help_of(command, f"xunzheng {name}")]
    return page(lines)


def help_of(command: typer.core.TyperCommand | typer.core.TyperGroup, name: str) -> list[str]:
    """The command's help in a fenced block, as it is printed 90 columns wide."""
    settings = {"help_option_names": ["-h", "--help"]}
    context = typer.Context(command, info_name=name, terminal_width=90, max_content_width=90, **settings)
    lines = command.get_help(context).splitlines()
    return ["```text", *(line.rstrip() for line in lines), "```"]


def packs_page() -> str:
    """The rule packs with their dates, citation and whether they were verified."""
    rows = (describe_pack(pack) for pack in listed_packs())
    heads = ("code", "title", "in force", "region", "citation", "verified")
    lines = [
        "# Rule packs 规则包",
        "",
        "“已核对出处”: the values were held against a published source, which the note in the pack names.",
    ]
    return page([*lines, "", *table(heads, rows)])


def layouts_page() -> str:
    """The layouts: by which headings each is told, what it says of scores, and what it follows."""
    lines = [
        "# Layouts 版式",
        "",
        "A table or report has the layout all of whose headings it bears; `或` parts the names of one "
        "heading. Where several fit, the report's region and year go first, then the words of the title, "
        "then the number of headings.",
    ]
    heads = ("code", "title", "of", "told by", "scores", "execution rate", "follows")
    rows = (
        (
            f"`{layout.code}`",
            layout.title,
            "report" if layout.of_report else "table",
            "；".join(" 或 ".join(group) for group in layout.recognition.headings),
            "yes" if layout.has_scores else "no",
            layout.execution.denominator.label if layout.execution else "—",
            "、".join(filter(None, (layout.framework, layout.outline))) or "—",
        )
        for layout in standard_shelf().layouts()
    )
    return page([*lines, "", *table(heads, rows)])


def clocks_page() -> str:
    """The catalogue of clock rules, law by law; those that were not held against a text are marked."""
    names = region_names(standard_shelf())
    lines = [
        "# Clocks 时限",
        "",
        "Every limit that the program knows, by the law that sets it; `xunzheng rules CODE` says more.",
        "“未核对原文”: no text of the law was read for it, and the pack says what is to be checked.",
    ]
    heads = ("code", "what", "limit", "from", "pauses for", "extended by", "a breach brings", "article")
    for pack in standard_shelf().packs:
        if not isinstance(pack.content, ClockRules):
            continue
        *_, in_force, _, cited, verified = describe_pack(pack)
        place = names.get(pack.header.basis.jurisdiction, pack.header.basis.jurisdiction)
        lines += ["", f"## {pack.header.title}", "", f"{cited} · {place} · {in_force} · {verified}", ""]
        lines += table(heads, (clock_row(rule) for rule in pack.content.rules))
    return page(lines)


def clock_row(rule: ClockRule) -> tuple[str, ...]:
    """One rule as a row of the catalogue."""
    unit = rule.limit.unit.words if rule.limit else ""
    extension = f"{rule.extension.most}{unit}（{rule.extension.approver}）" if rule.extension else "—"
    grounds = "、".join(ground.title for ground in rule.grounds) or "—"
    breach = rule.breach.sentence or rule.breach.kind.words
    start, article = rule.starts_at_title, rule.basis.article or "—"
    return (f"`{rule.code}`", rule.title, rule.limit_words, start, grounds, extension, breach, article)


def permissions_page() -> str:
    """Who may do what, and how far it reaches; and what each route of the site asks for."""
    lines = [
        "# Permissions 权限",
        "",
        "What a role may do, on which objects: `own` its holder's, `organisation` those of the organisation",
        "of the appointment, `below` those of all under it too, `region` those of its region, `all`. Scope:",
        "what a token needs for it; without one no token has it. Nobody holds two of the three",
        "administrators' roles, nor one of them beside another role.",
        "",
        "## Role × permission",
        "",
    ]
    roles = [role for role in Role if any(role in each.reaches for each in PERMISSIONS.values())]
    rows = (
        (
            f"`{code}`", f"{each.title_zh}<br>{each.title_en}", each.scope or "—",
            *(each.reaches[role].value if role in each.reaches else "" for role in roles),
        )
        for code, each in PERMISSIONS.items()
    )  # fmt: skip
    lines += table(("permission", "what", "scope", *(f"`{role.value}`" for role in roles)), rows)
    lines += [
        "",
        "## Route × permission",
        "",
        "`public`: anybody; `started`: whoever gave a password, though a step may be lacking; `signed-in`:",
        "what is one's own. A route that is not in this table is refused.",
        "",
    ]
    needs = [(f"`{name}`", need) for name, need in ROUTES.items()]
    needs += [(f"`{name}` by {method}", need) for (name, method), need in METHODS.items()]
    return page([*lines, *table(("route", "asks for"), needs)])


def interface_page() -> str:
    """The operations for programs, with what each asks for, and the kinds of problems."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xunzheng.site.project.settings")
    os.environ.setdefault("XUNZHENG_SECRET_KEY", "none is needed to write a page, and none is made")
    django.setup()
    from xunzheng.site.api.interface import document  # Django must be set up before
    from xunzheng.site.api.problems import KINDS

    lines = [
        "# Interface for programs 程序接口",
        "",
        "Every operation of `/api/v1/`; its parameters and records are at `/api/` on each site and in",
        "`/api/v1/openapi.json`. Asks for: the permission that the account must have; the token, its scope",
        "([permissions](permissions.md)). How to use it: [use-the-api](../how-to/use-the-api.md).",
    ]
    groups: dict[str, list[tuple[str, ...]]] = {}
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            row = operation_row(path, method.upper(), operation)
            groups.setdefault(operation["tags"][0], []).append(row)
    for group, rows in groups.items():
        heads = ("operation", "id", "what", "asks for", "scope", "answers")
        lines += ["", f"## {group}", "", *table(heads, rows)]
    rows = (
        (f"`{code}`", str(kind.status), f"{kind.title.zh}<br>{kind.title.en}") for code, kind in KINDS.items()
    )
    return page([*lines, "", "## Problems 问题", "", *table(("type", "status", "title"), rows)])


def operation_row(path: str, method: str, operation: dict[str, Any]) -> tuple[str, ...]:
    """One operation as a row."""
    from django.urls import resolve

    name = resolve(path.replace("{", "").replace("}", "")).view_name
    need = METHODS.get((name, method), ROUTES[name])
    scope = PERMISSIONS[need].scope if need in PERMISSIONS else None
    what = f"{operation['summary']}<br>{operation['description']}"
    answers = ", ".join(operation["responses"])
    return (f"`{method} {path}`", operation["operationId"], what, need, scope or "—", answers)


def settings_page() -> str:
    """The settings that are read from the environment; each name used anywhere must be described."""
    ours = {
        item.name: ("the site", item.default, f"{item.meaning_zh}<br>{item.meaning_en}") for item in SETTINGS
    }
    ours |= {
        item.name: ("xunzheng, the site", item.default, f"{item.meaning_zh}<br>{item.meaning_en}")
        for item in LIMIT_SETTINGS
    }
    used, described = set(used_settings()), {*DOORS, *ours}
    if used - described:
        raise SystemExit(
            f"docs/generate.py: these settings are not described: {', '.join(sorted(used - described))}"
        )
    every = sorted({**DOORS, **OTHER_SETTINGS, **ours}.items())
    rows = ((f"`{name}`", reader, default or "—", meaning) for name, (reader, default, meaning) in every)
    lines = [
        "# Settings 设置",
        "",
        "All settings come from the environment; every one has a default that is safe.",
    ]
    return page([*lines, "", *table(("name", "read by", "default", "meaning"), rows)])


def used_settings() -> Iterator[str]:
    """The names of our own settings in the code of the package, the doors and the tests."""
    for folder in ("src", "bin"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in {"", ".py", ".sh"}:
                yield from re.findall(r"\bXUNZHENG_[A-Z_]+\b", path.read_text("utf-8"))


def results_page() -> str:
    """The columns of a batch's results."""
    lines = [
        "# Columns of a batch's results 成批核对的结果",
        "",
        "`xunzheng audit … --out FILE` writes one row for each file and one for each finding: two sheets",
        "in `.xlsx`, two files in `.csv` and `.parquet` (the second is `….findings.csv`). `.jsonl` has one",
        "record a line with the names below, `codes` as an object, and the findings nested under",
        "`findings`, each with the keys of `finding.schema.json` and all its places. What was not read is",
        "an empty cell or null.",
        "Types are those of Parquet; in `.jsonl` decimals are strings.",
    ]
    for title, columns in (("Files 报告", FILE_COLUMNS), ("Findings 发现", FINDING_COLUMNS)):
        rows = ((f"`{each.name}`", each.heading, each.kind.parquet, each.meaning) for each in columns)
        lines += ["", f"## {title}", "", *table(("name", "heading in xlsx", "type", "meaning"), rows)]
    return page(lines)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """A Markdown table."""
    heads = list(heads)
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return lines + [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]


def page(lines: Iterable[str]) -> str:
    """The lines as a file, under the notice that it is generated."""
    return "\n".join([NOTICE, "", *lines]) + "\n"


PAGES = {
    "findings.md": findings_page,
    "commands.md": commands_page,
    "packs.md": packs_page,
    "layouts.md": layouts_page,
    "results.md": results_page,
    "settings.md": settings_page,
    "permissions.md": permissions_page,
    "clocks.md": clocks_page,
    "api.md": interface_page,
}


def main() -> int:
    """Write the pages; or, with --check, name those that are out of date and return 1."""
    checking = "--check" in sys.argv[1:]
    stale = []
    for name, write in PAGES.items():
        path, text = REFERENCE / name, write()
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if not checking:
            path.write_text(text, "utf-8")
    if checking and stale:
        print(f"Out of date: {', '.join(stale)}. Run python docs/generate.py.")
    return int(checking and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
