"""The parts of our own Word file around the text: styles, settings, page numbers, properties."""

from __future__ import annotations

from xml.sax.saxutils import escape

from xunzheng.formats.written_docx_styles import STYLES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:pic="{_PIC}"'
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
# The faces of the standard are not on every machine; these are what Word takes for them.
_ALIKE = (
    ("仿宋_GB2312", "仿宋"),
    ("楷体_GB2312", "楷体"),
    ("方正小标宋简体", "华文中宋"),
    ("黑体", "SimHei"),
)


def own_parts(title: str, header: str, language: str, keywords: str = "") -> dict[str, bytes]:
    """All parts of the file but the text itself, by their names. Dates and author are neutral."""
    parts = {
        "[Content_Types].xml": _content_types(bool(header)),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            ("extended-properties", "docProps/app.xml"),
            ("", "docProps/core.xml"),
        ),
        "docProps/app.xml": f'<Properties xmlns="{R.replace("relationships", "extended-properties")}"/>',
        "docProps/core.xml": _core(title, language, keywords),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(language),
        "word/fontTable.xml": _fonts(),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "word/_rels/document.xml.rels": _document_relations(bool(header)),
    }
    if header:
        parts["word/header1.xml"] = parts["word/header2.xml"] = _header(header)
    return {name: (_HEAD + part).encode() for name, part in parts.items()}


def section(lying: bool, has_header: bool) -> str:
    """The page set-up of a section: A4, type area 156 × 225 mm, page numbers 7 mm below it.

    On lying pages the head of the table stands where the upright page has its binding edge.
    """
    kinds = (("default", "1"), ("even", "2"))
    references = "".join(
        f'<w:headerReference w:type="{kind}" r:id="rIdHeader{number}"/>'
        for kind, number in kinds
        if has_header
    )
    references += "".join(
        f'<w:footerReference w:type="{kind}" r:id="rIdFooter{number}"/>' for kind, number in kinds
    )
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if lying else 'w:w="11906" w:h="16838"'
    margins = (1588, 2098, 1474, 1985, 850, 680) if lying else (2098, 1474, 1985, 1588, 850, 1190)
    top, right, bottom, left, head, foot = margins
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" '
        f'w:bottom="{bottom}" w:left="{left}" w:header="{head}" w:footer="{foot}" w:gutter="0"/>'
        '<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>'
    )


def document_part(blocks: str, final_section: str) -> bytes:
    """The main part."""
    return f"{_HEAD}<w:document {NAMES}><w:body>{blocks}{final_section}</w:body></w:document>".encode()


def _content_types(has_header: bool) -> str:
    overrides = [
        ("word/document.xml", f"{_MAIN}.document.main+xml"),
        ("word/styles.xml", f"{_MAIN}.styles+xml"),
        ("word/settings.xml", f"{_MAIN}.settings+xml"),
        ("word/fontTable.xml", f"{_MAIN}.fontTable+xml"),
        ("word/footer1.xml", f"{_MAIN}.footer+xml"),
        ("word/footer2.xml", f"{_MAIN}.footer+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    if has_header:
        overrides += [(f"word/header{number}.xml", f"{_MAIN}.header+xml") for number in (1, 2)]
    listed = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{f"{R}/{kind}" if kind else _CORE}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"


def _document_relations(has_header: bool) -> str:
    named = [
        ("rIdStyles", "styles", "styles.xml"),
        ("rIdSettings", "settings", "settings.xml"),
        ("rIdFonts", "fontTable", "fontTable.xml"),
        ("rIdFooter1", "footer", "footer1.xml"),
        ("rIdFooter2", "footer", "footer2.xml"),
    ]
    if has_header:
        named += [(f"rIdHeader{number}", "header", f"header{number}.xml") for number in (1, 2)]
    listed = "".join(
        f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{target}"/>'
        for identity, kind, target in named
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(title: str, language: str, keywords: str) -> str:
    marked = f"<cp:keywords>{escape(keywords)}</cp:keywords>" if keywords else ""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>{_LANGUAGES.get(language, 'zh-CN')}</dc:language>"
        f"{marked}"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _styles() -> str:
    """Digits are marked as English in every report: as Chinese, a number would be broken at a line's end."""
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
        'w:eastAsia="仿宋_GB2312" w:cs="Times New Roman"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f'<w:styles xmlns:w="{W}">{defaults}{"".join(STYLES.values())}</w:styles>'


def _settings(language: str) -> str:
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val="{_LANGUAGES.get(language, "zh-CN")}" '
        'w:eastAsia="zh-CN"/></w:settings>'
    )


def _fonts() -> str:
    listed = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{alike}"/><w:charset w:val="86"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name, alike in _ALIKE
    )
    return f'<w:fonts xmlns:w="{W}">{listed}</w:fonts>'


def _footer(side: str) -> str:
    """A page number between dashes, one character in from the outer edge."""
    run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    indent = f'w:{side}Chars="100" w:{side}="280"'
    return (
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind {indent} w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{run.format("begin")}'
        f'<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{run.format("separate")}'
        f"<w:r><w:t>1</w:t></w:r>{run.format('end')}"
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def _header(text: str) -> str:
    return (
        f'<w:hdr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:hdr>'
    )
