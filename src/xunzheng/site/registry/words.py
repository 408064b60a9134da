"""The words of the registry's pages, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word

REGISTRY_WORDS: Final[Mapping[str, Word]] = {
    "registry-title": Word("机构登记", "Registry"),
    "registry-kinds": Word("登记的种类", "Kinds"),
    "registry-region": Word("区划", "Regions"),
    "registry-organisation": Word("机构", "Organisations"),
    "registry-hall": Word("大厅", "Halls"),
    "registry-window": Word("窗口", "Windows"),
    "registry-post": Word("岗位", "Posts"),
    "registry-day": Word("哪一天", "On the day"),
    "registry-text": Word("编码或名称", "Code or name"),
    "registry-find": Word("查找", "Find"),
    "registry-none": Word("这一天没有。", "None on that day."),
    "registry-next": Word("下一页", "Next"),
    "registry-top": Word("最上级", "Top"),
    "registry-below": Word("下级", "Below"),
    "registry-import": Word("导入", "Import"),
    "registry-new": Word("登记新的", "New"),
    "registry-code": Word("编码", "Code"),
    "registry-name": Word("名称", "Name"),
    "registry-uscc": Word("统一社会信用代码", "Unified social credit code"),
    "registry-parent": Word("上级编码", "Parent code"),
    "registry-field-region": Word("区划代码", "Region code"),
    "registry-kind": Word("类型", "Kind"),
    "registry-level": Word("级别", "Level"),
    "registry-field-organisation": Word("机构编码", "Organisation code"),
    "registry-field-hall": Word("大厅编码", "Hall code"),
    "registry-address": Word("地址", "Address"),
    "registry-successor": Word("接续编码", "Successor"),
    "registry-from": Word("生效", "From"),
    "registry-to": Word("失效", "To"),
    "registry-history": Word("沿革", "History"),
    "registry-withdrawn": Word("更正前的，已作废", "mistaken, withdrawn"),
    "registry-change": Word("变更", "Change"),
    "registry-change-why": Word(
        "旧的一段到这一天为止，新的一段从这一天起；日期等于旧的一段的第一天，则是更正。",
        "The old row ends on that day and a new one begins; on the old row's first day it is a correction.",
    ),
    "registry-on": Word("自哪一天起", "From the day"),
    "registry-end": Word("终止", "End"),
    "registry-end-why": Word(
        "从这一天起不再有效；已有的记录都保留。", "Not valid from that day on; what was recorded stays."
    ),
    "registry-file": Word("文件（xlsx 或 csv）", "File (xlsx or csv)"),
    "registry-file-hint": Word(
        "最多 {most} 行、{limit} MB；第一行是列名。没有生效日期的行从下面这一天起有效。",
        "At most {most} rows and {limit} MB; the first row has the headings. Rows without a first day hold "
        "from the day below.",
    ),
    "registry-columns": Word("列名", "Headings"),
    "registry-preview": Word("先看看会怎样", "Preview"),
    "registry-preview-of": Word("{file}：导入之前", "{file}: before the import"),
    "registry-opened": Word("新登记", "new"),
    "registry-changed": Word("变更", "changed"),
    "registry-corrected": Word("更正", "corrected"),
    "registry-closed": Word("终止", "ended"),
    "registry-unchanged": Word("没有变化", "unchanged"),
    "registry-refused": Word("不能导入的行：{count}", "Refused rows: {count}"),
    "registry-row": Word("行号", "Row"),
    "registry-column": Word("列", "Column"),
    "registry-expected": Word("应为", "Expected"),
    "registry-found": Word("实为", "Found"),
    "registry-advice": Word("怎么办", "What to do"),
    "registry-cut": Word("这里只列出一部分，全部在下载的文件里。", "Only some are shown; the file has all."),
    "registry-download": Word("下载不能导入的行（csv）", "Download the refused rows (csv)"),
    "registry-take-all": Word("导入", "Import"),
    "registry-take-good": Word("只导入其余的行", "Import the other rows"),
    "registry-taken": Word("{file} 已导入", "{file} was imported"),
}
