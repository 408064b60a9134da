"""The typesetter: found once, with the Chinese fonts of the machine or of a package."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal

from xunzheng.formats.written_refusal import Unwritable

if TYPE_CHECKING:
    import typst

_BUNDLED = "zhplot"
_ROUNDS_KEPT = 11  # typst drops what ten further pages have not used
_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "SimSun", "STSong")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei")
_ANY = (*_SERIF, *_SANS)
# GB/T 9704-2012 names 小标宋, 仿宋, 黑体 and 楷体; these are the families in which machines have them.
_WANTED = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong"),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02"),
    "black": ("SimHei", "黑体", "STHeiti", "Heiti SC", "FZHei-B01", *_SANS),
    "regular": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "Kaiti SC", "FZKai-Z03"),
    "song": ("SimSun", "宋体", "STSong", "Songti SC"),
}


Form = Literal["pdf", "png", "svg"]


class Typesetter:
    """A compiler that holds its fonts, for one caller at a time; `families` by what they are for."""

    def __init__(self, fonts: typst.Fonts, families: dict[str, list[str]]) -> None:
        import typst

        self.families = families
        self._compiler = typst.Compiler(font_paths=fonts)
        self._lock = Lock()

    def has(self, purpose: str) -> bool:
        """Whether the face that the standard names for this purpose is there, and no stand-in."""
        return self.families[purpose][0] in _WANTED[purpose]

    def make(
        self, page: bytes, form: Form, inputs: dict[str, str], *, resolution: int = 144, is_long: bool = False
    ) -> bytes:
        """What typst makes of a page that reads `inputs`.

        `resolution` is that of pictures, per inch. After what `is_long` its memory is given back.
        """
        with self._lock:
            made = self._compiler.compile(page, format=form, ppi=resolution, sys_inputs=inputs, timestamp=0)
            if is_long:
                self._forget()
        if not isinstance(made, bytes):
            raise TypeError("typst gave no file")
        return made

    def _forget(self) -> None:
        """Let go of what typst keeps of its last pages, which is a lot for a long table."""
        for number in range(_ROUNDS_KEPT + 1):
            self._compiler.compile(b"#metadata(%d)" % number, format="svg", sys_inputs={})


@lru_cache(maxsize=1)
def typesetter() -> Typesetter:
    """The typesetter of this process; looking through the fonts takes a while and is done once.

    Raises `Unwritable` where typst is not installed, or there is no Chinese font to set with.
    """
    if importlib.util.find_spec("typst") is None:
        advice = "安装排版组件（pip install 'xunzheng[pdf]'），或写成 docx、html"
        raise Unwritable(" PDF 文件", "没有安装排版组件 typst", advice)
    import typst

    fonts = typst.Fonts(include_embedded_fonts=False, font_paths=_bundled_fonts())
    families = choose_families(fonts.families())
    if not families["body"]:
        advice = "安装 fonts-noto-cjk（或仿宋、黑体、楷体），或 pip install 'xunzheng[pdf]'"
        raise Unwritable(" PDF 文件", "这台机器上没有中文字体", advice)
    return Typesetter(fonts, families)


def has_typesetter() -> bool:
    """Whether this process can set pages and draw pictures."""
    try:
        typesetter()
    except Unwritable:
        return False
    return True


def choose_families(installed: Sequence[str]) -> dict[str, list[str]]:
    """For each purpose the installed families that serve it, the best first; empty lists where none does.

    >>> choose_families(["KaiTi", "Noto Serif CJK SC"])["regular"]
    ['KaiTi', 'Noto Serif CJK SC']
    """
    known = set(installed)
    return {
        purpose: list(dict.fromkeys(family for family in (*wanted, *_ANY) if family in known))
        for purpose, wanted in _WANTED.items()
    }


def _bundled_fonts() -> list[Path]:
    """The folder of the package that brings a Chinese font; the package itself is not loaded."""
    found = importlib.util.find_spec(_BUNDLED)
    folders = list(found.submodule_search_locations or ()) if found else []
    return [folder for place in folders if (folder := Path(place) / "fonts").is_dir()]
