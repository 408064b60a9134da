"""The forms of batches: what is handed in, and which files are wanted."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Mapping, Sequence

from django import forms

from xunzheng.site.batches.queries import LEVELS, ORDERS, Wanted

LONGEST_NAME = 100
_LONGEST_PART = 240  # bytes of a file's name, of the 255 that systems take
_DEEPEST = 12


class DropForm(forms.Form):
    """The name of a batch, and the paths of its files in their folder, as the script tells them."""

    name = forms.CharField(required=False, max_length=LONGEST_NAME)
    paths = forms.CharField(required=False)

    def told_paths(self) -> list[str]:
        """The paths in the order of the files; none where there are none or they make no sense."""
        try:
            paths = json.loads(self.cleaned_data.get("paths") or "[]")
        except (ValueError, RecursionError):
            return []
        is_list = isinstance(paths, list) and all(isinstance(path, str) for path in paths)
        return paths if is_list else []


def wanted_from(values: Mapping[str, str]) -> Wanted:
    """The filter of an address; what it does not know is passed over."""
    level, order, page = values.get("level", ""), values.get("order", ""), values.get("page", "")
    return Wanted(
        text=values.get("text", "")[:100].strip(),
        level=level if level in LEVELS else "",
        code=values.get("code", "")[:60],
        unit=values.get("unit", "")[:100],
        year=values.get("year", "")[:4],
        order=order if order in ORDERS else ORDERS[0],
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def safe_paths(names: Sequence[str], told: Sequence[str]) -> list[str]:
    """A path below one folder for each file, no two of them equal: as told, where that ends with its name.

    >>> safe_paths(["a.docx", "a.docx"], ["甲/a.docx", "../乙/a.docx"])
    ['甲/a.docx', '乙/a.docx']
    """
    taken: set[str] = set()
    paths = []
    for number, name in enumerate(names):
        path = told[number] if number < len(told) and told[number].endswith(name) else name
        paths.append(_alone(_safe(path), taken))
    return paths


def _safe(path: str) -> str:
    parts = [_part(part) for part in path.replace("\\", "/").split("/")]
    kept = [part for part in parts if part not in ("", ".", "..")]
    return "/".join(kept[-_DEEPEST:]) or "_"


def _part(part: str) -> str:
    text = unicodedata.normalize("NFC", part).strip()
    text = "".join(sign if sign.isprintable() and sign not in '<>:"|?*' else "_" for sign in text)
    stem, suffix = os.path.splitext(text)
    while len((stem + suffix).encode("utf-8", "replace")) > _LONGEST_PART:
        stem, suffix = (stem[:-1], suffix) if stem else ("", suffix[:-1])
    return stem + suffix


def _alone(path: str, taken: set[str]) -> str:
    """The path, with a number where another file has it, or is a folder on its way."""
    stem, suffix = os.path.splitext(path)
    number, found = 2, path
    while found.casefold() in taken:
        number, found = number + 1, f"{stem} ({number}){suffix}"
    taken.add(found.casefold())
    return found
