"""A project file: TOML bytes to and from the tables of a project, with notes on what was taken from where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from xunzheng.authoring.fault import Fault, ProjectFaults
from xunzheng.authoring.project import Project
from xunzheng.authoring.project_table import read_project, table_of

LARGEST = 4 * 1024 * 1024  # bytes
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_SAID = {
    "overwrite a value": "的键写了两次",
    "twice": "的表写了两次",
    "Invalid value": "的值写法有误",
    "after a statement": "多出了内容",
    "Invalid statement": "的写法有误",
    "Illegal character": "有不能写在那里的字符，或引号没有收尾",
    "Unescaped": "有反斜杠，要写成两个",
    "Unterminated": "引号没有收尾",
    "Unclosed": "括号没有收尾",
}
"""What the reader of TOML says of the usual slips, in the words of the clerk."""
HEADS = {
    "project": "项目和报告",
    "funds": "资金（万元）：initial 年初预算数，budget 全年预算数，arrived 到位数，spent 执行数；结余会算出",
    "goals": "年度总体目标和实际完成情况",
    "indicators": "绩效指标",
    "management": "资金管理情况",
    "texts": "报告各节的文字，一行一段",
}
"""What stands above each table of a file that we write."""

Notes = Mapping[tuple[str | int, ...], str]
_NO_NOTES: Notes = MappingProxyType({})


def load_table(content: bytes, name: str) -> dict[str, object]:
    """The tables of a project file, numbers as exact decimals.

    Raises ProjectFaults where the file is too large, not UTF-8, or no TOML, with the line.
    """
    if len(content) > LARGEST:
        raise _unreadable(name, "文件过大", f"不超过 {LARGEST // 1024 // 1024} MB", f"{len(content)} 字节")
    try:
        return tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        found, advice = f"第 {error.start + 1} 个字节不是 UTF-8", "请用记事本打开，另存为 UTF-8 编码。"
        raise _unreadable(name, "编码不对", "UTF-8 编码的文本", found, advice) from error
    except (ValueError, InvalidOperation, RecursionError) as error:
        found = "嵌套过深" if isinstance(error, RecursionError) else _in_chinese(str(error))
        raise _unreadable(name, "不是有效的 TOML", "TOML 格式的文本", found) from error


def load_project(content: bytes, name: str) -> Project:
    """The project of a file. Raises ProjectFaults, a sentence for each fault."""
    return read_project(load_table(content, name))


def dump_project(project: Project) -> bytes:
    """The file of a project; `load_project` gives an equal one back."""
    return dump_table(table_of(project))


def dump_table(table: Mapping[str, object], notes: Notes = _NO_NOTES, lead: str = "") -> bytes:
    """The bytes of a table, whole or half filled, with `notes` as comments above the keys that they are on.

    A note is keyed by its path: `("funds", 0, "spent")`. `lead` stands above all, a comment on each line.
    """
    lines = [*_comment(lead), *([""] if lead else []), *_table_lines(table, (), notes)]
    text = "\n".join(lines).strip("\n") + "\n"
    return text.encode()


def _table_lines(table: Mapping[str, object], path: tuple[str | int, ...], notes: Notes) -> Iterator[str]:
    """Plain values first, then the tables below, as TOML demands."""
    below = {key: value for key, value in table.items() if _is_below(value)}
    for key, value in table.items():
        if key not in below:
            yield from _comment(notes.get((*path, key), ""))
            yield f"{_key(key)} = {_value(value)}"
    for key, value in below.items():
        yield from _below_lines(key, value, path, notes)


def _is_below(value: object) -> bool:
    """Whether a value has a header of its own; tables inside lists of tables are written inline."""
    return isinstance(value, Mapping) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
    )


def _below_lines(key: str, value: object, path: tuple[str | int, ...], notes: Notes) -> Iterator[str]:
    here = (*path, key)
    yield ""
    yield from _comment(HEADS.get(key, "") if not path else "")
    yield from _comment(notes.get(here, ""))
    if isinstance(value, Mapping):
        yield f"[{_dotted(here)}]"
        yield from _flat_lines(value, here, notes)
        return
    for number, item in enumerate(value if isinstance(value, list) else []):
        yield from ([""] if number else [])
        yield from _comment(notes.get((*here, number), ""))
        yield f"[[{_dotted(here)}]]"
        yield from _flat_lines(item, (*here, number), notes)


def _flat_lines(table: Mapping[str, object], path: tuple[str | int, ...], notes: Notes) -> Iterator[str]:
    for key, value in table.items():
        yield from _comment(notes.get((*path, key), ""))
        yield f"{_key(key)} = {_value(value)}"


def _comment(text: str) -> Iterator[str]:
    for line in text.splitlines():
        cleaned = _CONTROL.sub(" ", line).rstrip()
        yield f"# {cleaned}" if cleaned else "#"


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(_key(part) for part in path if isinstance(part, str))


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case str():
            return _long(value) if "\n" in value else _string(value)
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case Mapping():
            inner = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case _:
            return str(value)


def _string(text: str) -> str:
    return f'"{_escaped(text)}"'


def _long(text: str) -> str:
    """A text of several lines, each on a line of its own."""
    lines = (_escaped(line) for line in text.split("\n"))
    return '"""\n' + "\n".join(lines) + '"""'


def _escaped(text: str) -> str:
    plain = "".join(_ESCAPES.get(sign, sign) for sign in text)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)


def _in_chinese(message: str) -> str:
    """What the reader of TOML says, with the place; its own words where there are none of ours."""
    said = next((words for part, words in _SAID.items() if part in message), f"写法有误（{message[:60]}）")
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    if place:
        return f"第 {place[1]} 行第 {place[2]} 列{said}"
    return f"文件末尾{said}" if "end of document" in message else said


_ADVICE = "请在那里修改；文字要用英文双引号括起来，数字不带单位。"


def _unreadable(name: str, what: str, expected: str, found: str, advice: str = _ADVICE) -> ProjectFaults:
    return ProjectFaults([Fault(name, what, expected, found, advice)])
