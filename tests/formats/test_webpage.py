"""The reader for web pages: the report without the site around it."""

from __future__ import annotations

import pytest

from tests.formats.test_text import assert_in_place, rows_of
from xunzheng.documents.model import Document
from xunzheng.formats import Unreadable, read

TEXT = "本单位编制数100人，实有人数95人，全年预算500万元，执行480万元，执行率96%。"


def read_page(page: str, encoding: str = "utf-8") -> Document:
    document = read(page.encode(encoding), "a.html")
    assert document.format == "html"
    assert_in_place(document)
    return document


def lines_of(body: str) -> list[str]:
    return [paragraph.text for paragraph in read_page(f"<html><body>{body}</body></html>").paragraphs()]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一、概况</p><p>文字</p>", ["一、概况", "文字"]),
        ("<p>一、概况<p>文字", ["一、概况", "文字"]),
        ("<div>甲<br>乙<br/>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>甲<b>乙</b>丙<span> 丁</span></p>", ["甲乙丙 丁"]),
        ("<b>甲<p>乙</b>丙</p>", ["甲", "乙丙"]),
        ("<p>&nbsp;&nbsp;&nbsp;甲&emsp;乙&#12288;</p>", ["甲\u2003乙"]),
        ("<p>得&nbsp;&nbsp;分</p>", ["得  分"]),
        ("<p>共\n  500\n万元，word\nword</p>", ["共500万元，word word"]),
        ("<pre>甲\n  乙</pre>", ["甲", "乙"]),
        ("<ul><li>甲<li>乙</ul>", ["甲", "乙"]),
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol start=3><li>甲<li value=9>乙<li>丙</ol>", ["3.甲", "9.乙", "10.丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2.甲", "1.乙"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li value=21>乙</ol>", ["一、甲", "二十一、乙"]),
        ("<ol style='list-style:none'><li>甲</ol>", ["甲"]),
        ("<ol type=a><li>甲<ol type=I><li>乙</ol><li>丙</ol>", ["a.甲", "I.乙", "b.丙"]),
        ("<ol><li>1. 甲<li>（二）乙</ol>", ["1. 甲", "（二）乙"]),
        ("<ol><li><p>甲</p><p>乙</p></ol>", ["1.甲", "乙"]),
        ("<p>面积100m<sup>2</sup>，见注<sup>[1]</sup></p>", ["面积100m²，见注[1]"]),
        ("<p>资金100<sup>1</sup>万元<sup>a</sup></p>", ["资金100¹万元a"]),
        ("<p>甲</p><p style='display: none'>藏</p><p hidden>藏</p><p style=visibility:hidden>藏", ["甲"]),
        ("<p>甲<span style='mso-hide:all;display:none'>藏</span>乙</p>", ["甲乙"]),
        ("<script>var a='<p>不';</script><style>p{}</style><noscript>请开启</noscript><p>甲</p>", ["甲"]),
        ("<p>甲<!-- 注 --><!--[if gte mso 9]><xml><w:x>不</w:x></xml><![endif]-->乙</p>", ["甲乙"]),
        ("<p>甲<del>删</del><ins>增</ins></p>", ["甲增"]),
        ("<p>甲&lt;乙&amp;丙&unknown;&#x4e01;</p>", ["甲<乙&丙&unknown;丁"]),
        ("<p>5 < 6 且 a<b</p>", ["5 < 6 且 a"]),
        ("<select><option>甲<option>乙</select><textarea>丙</textarea><p>丁</p>", ["丙", "丁"]),
        ("<nav><p>菜单</p></nav><p>甲</p><footer>页脚</footer>", ["甲"]),
    ],
)  # fmt: skip
def test_elements_become_lines(body: str, lines: list[str]) -> None:
    assert lines_of(body) == lines


def test_numbers_that_a_word_processor_saved_are_kept() -> None:
    number = (
        "<![if !supportLists]><span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp; </span></span><![endif]>"
    )
    body = f"<p class=MsoNormal>{number.format('一、')}基本\n情况</p><p>{number.format('（一）')}简介</p>"
    document = read_page(
        f"<html xmlns:o='urn:x'><head><xml></xml></head><body>{body}<o:p>&nbsp;</o:p></body>"
    )
    assert [section.title for section in document.sections] == ["基本情况", "简介"]
    assert [section.level for section in document.sections] == [1, 2]


def test_headings_declare_their_level() -> None:
    document = read_page("<h1>报告</h1><h2>一、概况</h2><p>文字</p><h3>背景</h3><p>文字</p><h2>二、评价</h2>")
    assert [(s.title, s.level) for s in document.sections] == [("概况", 1), ("背景", 2), ("评价", 1)]


HEAD = '<head><title>{title}</title><meta charset="{charset}">{meta}</head>'
SITE = """<html>{head}<body><div class="top"><ul><li><a href=1>首页</a><li><a href=2>政务公开</a>
<li><a href=3>互动交流</a><li><a href=4>数据开放</a></ul><input value="请输入关键字"></div>
<div class="crumbs">您现在的位置：<a href=/>首页</a> &gt; <a href=/jx>绩效管理</a></div>
<div class="container"><div class="left"><a href=5>部门预算</a><a href=6>部门决算</a></div>
<div class="article"><h1>{heading}</h1><div class="info">发布时间：2023-05-06 09:00&nbsp;来源：市教育局
【字体：<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】 浏览次数：<span>12</span></div>
<div class="TRS_Editor">{body}</div><p>打印本页 | 关闭窗口 分享到：</p>
<p>上一篇：<a href=8>某通知</a></p></div></div>
<div class="foot"><p>版权所有：某市人民政府 主办单位：某办</p><p>X ICP备12345号</p></div></body></html>"""


def site(body: str, heading: str = "", title: str = "", meta: str = "", charset: str = "utf-8") -> str:
    head = HEAD.format(title=title, charset=charset, meta=meta)
    return SITE.format(head=head, heading=heading, body=body)


BODY = f"<p>一、基本情况</p><p>{TEXT}</p><p>二、绩效评价</p><p>{TEXT}</p>"
BODY_LINES = ["一、基本情况", TEXT, "二、绩效评价", TEXT]


def test_the_site_around_the_report_is_left_out() -> None:
    document = read_page(site(BODY, heading="某市教育局2022年度自评报告"))
    assert [p.text for p in document.paragraphs()] == ["某市教育局2022年度自评报告", *BODY_LINES]
    assert not document.doubts


@pytest.mark.parametrize(
    ("heading", "title", "meta", "first"),
    [
        ("", "某局2022年度自评报告_某市人民政府门户网站", "", "某局2022年度自评报告"),
        ("", "绩效公开 - 某局2022年度自评报告 - 某市政府网站", "", "某局2022年度自评报告"),
        ("", "某市人民政府", "<meta name=ArticleTitle content=某局2022年度自评报告>", "某局2022年度自评报告"),
        ("", "无标题文档", "", "一、基本情况"),
        ("", "报告.docx", "<meta name=Generator content='Microsoft Word 15'>", "一、基本情况"),
        ("某局 2022年度自评报告", "某局2022年度自评报告", "", "某局 2022年度自评报告"),
        ("", "", "", "一、基本情况"),
    ],
)
def test_the_title_comes_first_where_the_text_lacks_it(
    heading: str, title: str, meta: str, first: str
) -> None:
    document = read_page(site(BODY, heading, title, meta))
    lines = [p.text for p in document.paragraphs()]
    assert lines[0] == first
    assert lines[-4:] == BODY_LINES
    assert len(lines) in (4, 5)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "x"])
def test_the_bytes_decide_the_encoding_whatever_the_page_declares(encoding: str, charset: str) -> None:
    document = read_page(site(BODY, heading="自评报告", charset=charset), encoding)
    assert [p.text for p in document.paragraphs()] == ["自评报告", *BODY_LINES]


def test_big5_is_read_where_it_is_declared() -> None:
    page = "<html><meta charset=big5><p>一、績效評價報告的基本情況</p></html>"
    assert read_page(page, "big5").text == "一、績效評價報告的基本情況\n"


def test_text_beside_the_main_part_is_kept_where_it_is_a_sentence_or_a_table_of_data() -> None:
    extra = (
        f"<div class='side'><p>{TEXT}</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table><p>最新通知</p></div>"
    )
    page = f"<div><div>{BODY * 20}</div>{extra}</div>"
    document = read_page(f"<html><body>{page}</body></html>")
    assert [p.text for p in document.paragraphs()][-1] == TEXT
    assert [rows_of(table) for table in document.tables()] == [[["甲", "1"], ["乙", "2"]]]


def test_links_to_attachments_in_the_text_are_kept_and_runs_of_links_are_not() -> None:
    menu = "".join(f"<p><a href={at}>栏目{at}</a></p>" for at in range(6))
    lines = lines_of(f"{BODY}<p><a href=x>附件：1.某局2022年度项目支出绩效自评表.xlsx</a></p>{menu}")
    assert lines == [*BODY_LINES, "附件：1.某局2022年度项目支出绩效自评表.xlsx"]


def test_pictures_are_said_and_a_page_of_pictures_is_unreadable() -> None:
    document = read_page(f"<html>{BODY}<img src=a.png alt=执行情况图><img src=i.gif width=16></html>")
    (doubt,) = document.doubts
    assert doubt.code == "unreadable"
    assert "1 张图片（“执行情况图”等）" in doubt.message
    assert read_page(f"<html>{BODY * 5}<img src=a.png></html>").doubts[0].code == "reading-doubt"


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<html><body><img src=a.jpg></body></html>", "只有图片"),
        ("<html><frameset><frame src=a.html></frameset></html>", "框架"),
        ("<html><body><script>load()</script></body></html>", "没有正文"),
        ("<html><body><p> &nbsp;</p></body></html>", "没有正文"),
    ],
)
def test_a_page_without_text_is_refused_with_a_sentence(page: str, found: str) -> None:
    with pytest.raises(Unreadable, match=found):
        read(page.encode(), "a.html")


def test_hidden_sentences_are_said() -> None:
    document = read_page(f"<html>{BODY}<div style='display:none'>甲乙。丙丁。</div></html>")
    assert [doubt.message for doubt in document.doubts] == ["网页里有隐藏的文字（2 句），没有读入。"]
