"""The styles of our Word files, after GB/T 9704-2012; each by the name under which Word knows it."""

from __future__ import annotations

from collections.abc import Mapping


def _faces(chinese: str, latin: str = "") -> str:
    face = latin or chinese
    return f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{chinese}" w:cs="Times New Roman"/>'


_TITLE = _faces("方正小标宋简体")
_BLACK = _faces("黑体")
_REGULAR = _faces("楷体_GB2312")
_BODY = _faces("仿宋_GB2312", "Times New Roman")
_SONG = _faces("宋体")
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_FREE = '<w:snapToGrid w:val="0"/>'
_FLAT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_LINES = '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'
_SINGLE = _FREE + '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
_PLAIN = '<w:spacing w:val="0"/>'

BODY = "报告正文"
NOTE = "报告注"
QUOTE = "报告引文"
SIGNATURE = "报告落款"
CENTRED = "报告居中"
CELL = "报告表格"
PICTURE = "报告图"
CONTENTS = "报告目录题"


def _style(
    name: str, identity: str, paragraph: str, run: str = "", after: str = "Normal", ui: str = ""
) -> str:
    basis = f'<w:basedOn w:val="{after}"/>' if name != "Normal" else ""
    default = ' w:default="1"' if name == "Normal" else ""
    custom = ' w:customStyle="1"' if name.startswith("报告") else ""
    run = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f"{basis}{ui}<w:qFormat/><w:pPr>{paragraph}</w:pPr>{run}</w:style>"
    )


def _heading(level: int, run: str) -> str:
    paragraph = f'<w:keepNext/>{_LINES}{_INDENT}<w:outlineLvl w:val="{level - 1}"/>'
    follow = '<w:next w:val="XunzhengBody"/>'
    return _style(f"heading {level}", f"Heading{level}", paragraph, run, ui=follow)


def _contents(level: int) -> str:
    shift = (level - 1) * 640
    tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8844"/></w:tabs>'
    indent = (
        f'<w:ind w:leftChars="{(level - 1) * 200}" w:left="{shift}" w:firstLineChars="0" w:firstLine="0"/>'
    )
    return _style(f"toc {level}", f"TOC{level}", f'{tabs}{_LINES}{indent}<w:jc w:val="left"/>')


# Those that say nothing of face and size take them from Normal, ours or that of the user's own file.
STYLES: Mapping[str, str] = {
    "Normal": _style(
        "Normal",
        "Normal",
        f'<w:widowControl w:val="0"/>{_LINES}<w:jc w:val="both"/>',
        f'{_BODY}<w:spacing w:val="-5"/><w:sz w:val="32"/><w:szCs w:val="32"/>',
    ),
    "Title": _style(
        "Title",
        "Title",
        _FREE
        + '<w:spacing w:before="0" w:after="0" w:line="720" w:lineRule="exact"/>'
        + _FLAT
        + '<w:jc w:val="center"/>',
        f'{_TITLE}{_PLAIN}<w:sz w:val="44"/><w:szCs w:val="44"/>',
    ),
    "Subtitle": _style("Subtitle", "Subtitle", f'{_LINES}{_FLAT}<w:jc w:val="center"/>', _REGULAR),
    "heading 1": _heading(1, _BLACK),
    "heading 2": _heading(2, _REGULAR),
    "heading 3": _heading(3, "<w:b/><w:bCs/>"),
    "heading 4": _heading(4, ""),
    **{f"toc {level}": _contents(level) for level in (1, 2, 3, 4)},
    "caption": _style(
        "caption",
        "Caption",
        f"<w:keepNext/>{_FREE}"
        '<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>'
        + _FLAT
        + '<w:jc w:val="center"/>',
        f'{_BLACK}{_PLAIN}<w:sz w:val="24"/><w:szCs w:val="24"/>',
    ),
    "header": _style(
        "header",
        "Header",
        '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="777777"/></w:pBdr>'
        + _SINGLE
        + _FLAT
        + '<w:jc w:val="center"/>',
        f'{_SONG}{_PLAIN}<w:sz w:val="21"/><w:szCs w:val="21"/>',
    ),
    "footer": _style(
        "footer", "Footer", _SINGLE + _FLAT, f'{_SONG}{_PLAIN}<w:sz w:val="28"/><w:szCs w:val="28"/>'
    ),
    BODY: _style(BODY, "XunzhengBody", _INDENT),
    CENTRED: _style(CENTRED, "XunzhengCentred", _FLAT + '<w:jc w:val="center"/>'),
    SIGNATURE: _style(
        SIGNATURE,
        "XunzhengSignature",
        '<w:ind w:rightChars="200" w:right="640" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="right"/>',
    ),
    QUOTE: _style(
        QUOTE,
        "XunzhengQuote",
        '<w:ind w:leftChars="200" w:left="640" w:firstLineChars="200" w:firstLine="640"/>',
        _REGULAR,
    ),
    NOTE: _style(
        NOTE,
        "XunzhengNote",
        _FREE + '<w:spacing w:before="60" w:after="120" w:line="240" w:lineRule="auto"/>' + _FLAT,
        f'{_PLAIN}<w:sz w:val="21"/><w:szCs w:val="21"/>',
    ),
    CELL: _style(
        CELL,
        "XunzhengCell",
        _SINGLE + _FLAT + '<w:jc w:val="left"/>',
        f'{_PLAIN}<w:sz w:val="21"/><w:szCs w:val="21"/>',
    ),
    PICTURE: _style(
        PICTURE,
        "XunzhengPicture",
        f"<w:keepLines/>{_FREE}"
        '<w:spacing w:before="120" w:after="120" w:line="240" w:lineRule="auto"/>'
        + _FLAT
        + '<w:jc w:val="center"/>',
        f'{_BLACK}{_PLAIN}<w:sz w:val="24"/><w:szCs w:val="24"/>',
    ),
    CONTENTS: _style(CONTENTS, "XunzhengContents", _LINES + _FLAT + '<w:jc w:val="center"/>', _BLACK),
}
