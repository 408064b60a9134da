"""Writes an audit as one HTML file that needs nothing else: styles, script and all."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from xunzheng.formats.html.page import lay_out
from xunzheng.formats.html.words import LANGUAGES, RESULT_WORDS, Language, Speaker

if TYPE_CHECKING:
    from xunzheng.audit.run import Audit


def render(audit: Audit, language: str = "zh", left_out: int = 0) -> str:
    """The audit as an HTML page: document with the places marked, findings, score sheet.

    Everything read from the document is escaped; a content policy in the page allows its own styles and
    script and nothing else. It works offline from a disk, and prints. `language` is that of the labels
    (`zh` or `en`); what the document and the checks say stays Chinese. `left_out` is how many lesser findings
    are not in the audit. Raises ValueError for another language.

    >>> render(audit).startswith("<!doctype html>")
    True
    """
    style, script = _asset("xunzheng.css"), _asset("xunzheng.js")
    spoken = known_language(language)
    return (
        _environment()
        .get_template("file.jinja")
        .render(
            page=lay_out(audit, spoken, left_out),
            t=Speaker(spoken, RESULT_WORDS),
            style=Markup(style),
            script=Markup(script),
            style_hash=_digest(style),
            script_hash=_digest(script),
        )
    )


def known_language(language: str) -> Language:
    """The language as one of the two that the page speaks; ValueError for another one."""
    for known in LANGUAGES:
        if language == known:
            return known
    raise ValueError(f"结果页没有这种语言：“{language[:20]}”。请用 {' 或 '.join(LANGUAGES)}。")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("xunzheng.formats.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


@lru_cache(maxsize=2)
def _asset(name: str) -> str:
    return files("xunzheng.formats.html").joinpath("static", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
