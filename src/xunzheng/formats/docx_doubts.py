"""What the reader of Word files says about a place, by the mark that was set there."""

from __future__ import annotations

from typing import Final

from xunzheng.formats.docx_tree import HIDDEN, REVISED

ONLY_PICTURE: Final = "这里是图片，图片中的文字没有读入。"
NOTES: Final = {
    REVISED: ("reading-doubt", "文件带有修订痕迹，按全部接受修订后的文字读；首处在这里。"),
    HIDDEN: ("reading-doubt", "文件里有隐藏文字，没有读入；首处在这里。"),
    "symbol": ("unreadable", "这里有符号字体的字符读不出来，记作“\ufffd”；请对照原文件。"),
    "embedded": ("unreadable", "这里嵌入了另一个文件的内容，没有读入；请在 Word 中展开后另存。"),
    "nested": ("reading-doubt", "这张表格原在另一张表格的单元格里，放到了外层表格之后。"),
}
