"""Wrong usage told in Chinese: what is wrong, what was expected, what was found, what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from typer.exceptions import TyperException

_COMMAND = re.compile(r"No such command '([^']*)'")
_EXTRA = re.compile(r"extra argument\(s\) \((.*)\)", re.DOTALL)
_CHOICES = re.compile(r"is not one of (.*)", re.DOTALL)


def usage_sentence(misuse: TyperException, given: Sequence[str]) -> str:
    """One or two sentences for a command that the parser turned down; `given` is what was typed.

    Example: for `audit --format xml a.txt` that --format takes text, json or html, and that xml was found.
    """
    context = getattr(misuse, "ctx", None)
    command = (
        _path(context) if context is not None else " ".join(["xunzheng", *filter(str.isalpha, given[:1])])
    )
    kind, advice = type(misuse).__name__, f"用 {command} --help 查看用法。"
    option = getattr(misuse, "option_name", "")
    if kind == "NoSuchOption":
        return f"没有选项 {option}{_near(option, _options(context))}。{advice}"
    if kind == "MissingParameter":
        return f"缺少 {_described(getattr(misuse, 'param', None))}。{advice}"
    if kind == "BadParameter":
        return _wrong_value(getattr(misuse, "param", None), misuse.format_message(), given) + advice
    if kind == "BadOptionUsage":
        return _wrong_option(option, misuse.format_message()) + advice
    return _wrong_words(misuse.format_message(), context) + advice


def _path(context: object) -> str:
    """The command as typed, by its names: `xunzheng audit`."""
    names: list[str] = []
    while context is not None:
        parent = getattr(context, "parent", None)
        if parent is not None:
            names.append(str(getattr(context, "info_name", "")))
        context = parent
    return " ".join(["xunzheng", *reversed(names)])


def _wrong_value(param: object, message: str, given: Sequence[str]) -> str:
    listed = _CHOICES.search(message)
    choices = re.findall(r"'([^']*)'", listed[1]) if listed else []
    names = tuple(getattr(param, "opts", ())) or ("选项",)
    expected = f"应为 {'、'.join(choices)} 之一" if choices else f"应为{_help(param) or '另一种写法'}"
    found = _value_of(names, given)
    told = f"，实为“{found}”{_near(found, choices)}" if found is not None else ""
    return f"{max(names, key=len)} 的值不对：{expected}{told}。"


def _wrong_option(option: str, message: str) -> str:
    if "does not take" in message:
        return f"选项 {option} 只是开关，后面不能写值。"
    return f"选项 {option} 后面要写一个值，这里没有。"


def _wrong_words(message: str, context: object) -> str:
    if unknown := _COMMAND.search(message):
        commands = list(getattr(getattr(context, "command", None), "commands", ()))
        return f"没有命令“{unknown[1]}”{_near(unknown[1], commands)}：命令有 {'、'.join(commands)}。"
    if extra := _EXTRA.search(message):
        return f"多给了“{extra[1]}”：一次只处理一个，它没有用处。含空格的名称请加引号。"
    return "命令写法不对。"


def _described(param: object) -> str:
    name = str(getattr(param, "metavar", None) or getattr(param, "name", None) or "参数").strip("'")
    return f"{name}（{_help(param)}）" if _help(param) else name


def _help(param: object) -> str:
    return str(getattr(param, "help", None) or "").strip("。")


def _options(context: object) -> list[str]:
    params = getattr(getattr(context, "command", None), "params", ())
    return [*(name for param in params for name in param.opts if name.startswith("--")), "--help"]


def _value_of(names: Iterable[str], given: Sequence[str]) -> str | None:
    """What was typed as the value of an option, None where it cannot be told."""
    for position in reversed(range(len(given))):
        name, sign, value = given[position].partition("=")
        if name in names:
            return value if sign else next(iter(given[position + 1 : position + 2]), None)
    return None


def _near(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word[:80], list(known), n=1)
    return f"（是不是 {close[0]}？）" if close else ""
