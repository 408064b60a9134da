"""Whether the packs of a shelf fit together: every name in one of them is that of another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xunzheng.audit.layout import Layout
from xunzheng.rulebook.clock_catalogue import check_clock_rules
from xunzheng.rulebook.header import PackForm
from xunzheng.rulebook.pack import parse_formulas
from xunzheng.rulebook.process_shelf import check_processes
from xunzheng.rulebook.refusal import RulePackError

if TYPE_CHECKING:
    from xunzheng.rulebook.shelf import Shelf


def check_shelf(shelf: Shelf) -> None:
    """Build all that the packs hold: weights laid on, every formula parsed, every name in them found.

    Raises RulePackError: file, place in it, expected, found, what to do.
    """
    for pack in shelf.packs:
        parse_formulas(pack)
    _check_layouts(shelf)
    check_clock_rules(shelf.packs)
    check_processes(shelf)
    _check_scales(shelf)


def _check_layouts(shelf: Shelf) -> None:
    """Every framework and outline that a layout names is there."""
    frameworks = shelf.codes(PackForm.FRAMEWORK, PackForm.WEIGHTS)
    for name, layout in _layouts(shelf):
        outlines = tuple(outline.code for outline in shelf.parameters().outlines)
        named = (("framework", layout.framework, frameworks), ("outline", layout.outline, outlines))
        for key, code, known in named:
            if code is not None and code not in known:
                raise RulePackError(
                    "没有这个编码",
                    where=f"规则包 {name} › layout › {key}",
                    expected="、".join(known),
                    found=code,
                    advice="请改用其中一个，或删去这个键。",
                )


def _layouts(shelf: Shelf) -> Iterator[tuple[str, Layout]]:
    for pack in shelf.packs:
        if isinstance(pack.content, Layout):
            yield pack.name, pack.content


def _check_scales(shelf: Shelf) -> None:
    scales = shelf.codes(PackForm.SCALE)
    for framework in shelf.frameworks():
        pack = shelf.pack(framework.code)
        if framework.scale is not None and framework.scale not in scales:
            raise RulePackError(
                "没有这个等级标准",
                where=f"规则包 {pack.name} › {pack.header.form.value} › scale",
                expected="、".join(scales),
                found=framework.scale,
                advice="请改用其中一个编码，或另加一个等级标准。",
            )
