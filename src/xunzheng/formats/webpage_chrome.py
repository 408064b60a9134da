"""The chrome of a web page: lines and tables that are about the site and not of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzheng.formats.webpage_flow import PageLine, PageTable

_SENTENCE = 40
_LONGEST_NOTE = 160
_LEAST_RUN = 4
_SHORT_LINK = 16
_MOST_META = 12

_TOOLS = (
    "打印本页|打印此页|我要打印|打印|关闭窗口|关闭本页|关闭页面|关闭|分享到|分享|收藏本页|收藏|微信|微博|新浪微博"
    "|QQ空间|QQ好友|字体大小|字体|字号|默认|超大|特大|大|中|小|返回顶部|返回首页|返回列表|返回|顶部|TOP|首页|保存"
    "|下载|我要纠错|网站纠错|纠错|繁体版|繁体|简体|无障碍浏览|无障碍|关怀版|长者模式|听报|朗读|扫一扫|手机版|置顶|正文"
    "|网站地图|联系我们|关于我们|隐私声明|站点地图|设为首页|加入收藏|登录|注册|RSS订阅|RSS"
)
_TOOL_LINE = re.compile(
    rf"(?:[\s|｜/\\【】\[\]（）()<>《》「」：:·•,，、>»›+-]|{_TOOLS}){{1,40}}", re.IGNORECASE
)
_SIZES = re.compile(r"[\s大中小]+")
_TRAIL = re.compile(
    r"(?:您?(?:现在|当前)?(?:所在)?的?位置|当前位置|所在位置|您所在的位置)\s*(?:是|为)?\s*[：:]|首页\s*[>»›＞/\\→]+"
)
_NEIGHBOUR = re.compile(
    r"(?:上一篇|下一篇|上一条|下一条|上一页|下一页)\s*(?:[：:]|$)|相关(?:链接|阅读|文章|新闻|稿件)\s*[：:]?$"
)
_SITE = re.compile(
    r"版权所有|ICP备|公网安备|公安备|网站标识码|Copyright|©|技术支持\s*[：:]|网站维护|最佳(?:浏览|分辨率)"
    r"|扫一扫|(?:浏览|访问|点击|阅读)(?:次数|量|数)?\s*[：:]\s*(?:\d|$)|【?字体\s*[：:]|您是第.{0,12}位|责任编辑\s*[：:]",
    re.IGNORECASE,
)
_ISSUED = re.compile(
    r"(?:发布(?:时间|日期|单位|机构)?|(?:信息|稿件|文章|新闻)?来源|更新(?:时间|日期)|(?:发文|生成|成文)(?:时间|日期)"
    r"|作者|编辑|审核|浏览(?:次数|量|数)?|点击(?:量|数)?|访问量|阅读(?:次数|量|数)?|字号|字体|时间|日期|文章来源|打印)\s*[：:]"
)
_DATE_ONLY = re.compile(r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_META = re.compile(
    r"索引号|文号|发文?布?机[构关]|信息分类|主题(?:分类|词)|生成日期|发文日期|成文日期|公开(?:方式|时限|形式|类型)|有效性|效力"
)


def is_chrome_line(line: PageLine) -> bool:
    """Whether a line is about the site: path, tools, date of issue, counters, copyright, neighbours.

    Outside the main part everything is, but sentences; inside it only what is surely so.
    """
    text = line.text
    if line.declared is None and _is_tools(text):
        return True
    is_short = len(text) <= _LONGEST_NOTE
    if is_short and (
        _TRAIL.match(text) or _NEIGHBOUR.match(text) or (_SITE.search(text) and "。" not in text)
    ):
        return True
    if is_short and _is_issue(text):
        return True
    if line.links >= _LEAST_RUN and line.linked * 10 >= len(text) * 8:
        return True
    if line.inside:
        return False
    return len(text) < _SENTENCE or "。" not in text or line.linked * 3 > len(text)


def _is_tools(text: str) -> bool:
    if len(text) > 80 or _SIZES.fullmatch(text):
        return False
    return _TOOL_LINE.fullmatch(text) is not None and any("\u4e00" <= sign <= "\u9fff" for sign in text)


def _is_issue(text: str) -> bool:
    """Whether a line gives source, date of issue and the like: two such labels, or one and a bare date."""
    if _DATE_ONLY.fullmatch(text) and len(text) > 11:
        return True
    labels = _ISSUED.findall(text)
    rest = _ISSUED.sub("", text)
    if len(labels) >= 2:
        return _ISSUED.match(text) is not None or _DATE_ONLY.match(text) is not None
    return bool(labels) and text.startswith(labels[0][:2]) and _DATE_ONLY.fullmatch(rest.strip()) is not None


def is_chrome_table(table: PageTable) -> bool:
    """Whether a table is none of the report: an index card of the document, or links outside the text."""
    texts = [cell.text for row in table.rows for cell in row.cells if cell.text]
    length = sum(map(len, texts))
    if len(table.rows) <= _MOST_META and sum(bool(_META.search(text[:20])) for text in texts) >= 3:
        return any("索引号" in text for text in texts)
    if table.linked * 10 >= length * 8 and len(texts) >= _LEAST_RUN:
        return True
    return not table.inside and (table.linked * 2 > length or len(table.rows) < 2)


def without_chrome(items: Sequence[PageLine | PageTable]) -> list[PageLine | PageTable]:
    """The lines and tables of the report, without those of the site and without runs of mere links."""
    kept: list[PageLine | PageTable] = []
    run: list[PageLine] = []
    for item in [*items, None]:
        if isinstance(item, PageLine) and _is_menu_entry(item):
            run.append(item)
            continue
        if len(run) < _LEAST_RUN:
            kept += [line for line in run if not is_chrome_line(line)]
        run = []
        if (isinstance(item, PageTable) and not is_chrome_table(item)) or (
            isinstance(item, PageLine) and not is_chrome_line(item)
        ):
            kept.append(item)
    return kept


def _is_menu_entry(line: PageLine) -> bool:
    return bool(line.links) and len(line.text) <= _SHORT_LINK and line.linked * 10 >= len(line.text) * 9
