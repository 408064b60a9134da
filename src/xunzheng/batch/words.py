"""The words of the summary page, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word

SUMMARY_WORDS: Final[Mapping[str, Word]] = {
    "summary-title": Word("批量核对小结", "Summary of the batch"),
    "summary-of": Word("{total} 份报告", "{total} reports"),
    "s-with-errors": Word("份有错误", "with errors"),
    "s-unreadable": Word("份读不了", "could not be read"),
    "s-errors": Word("处错误", "errors"),
    "s-suspicions": Word("处疑点", "suspicions"),
    "s-advice": Word("处建议", "pieces of advice"),
    "s-held": Word("处成立", "statements hold"),
    "made-by": Word(
        "循证 {version} 于 {at} 生成；规则包：{packs}",
        "Made by Xunzheng {version} on {at}; rule packs: {packs}",
    ),
    "made-by-undated": Word("循证 {version}；规则包：{packs}", "Xunzheng {version}; rule packs: {packs}"),
    "passed-over": Word(
        "另有 {count} 个文件不是报告，没有核对（{kinds}）。",
        "{count} other files are no reports and were not audited ({kinds}).",
    ),
    "unexamined": Word(
        "{count} 份读出来了，但没有可以核对的内容，请确认是绩效自评报告。",
        "{count} were read, but hold nothing that can be checked: make sure that they are self-evaluations.",
    ),
    "findings-cut": Word(
        "{reports} 份报告的发现太多，清单没有列全：另有 {count} 处已计入总数，没有逐条列出；"
        "请单独核对这些报告。",
        "{reports} reports have too many findings to list: {count} more are counted above but not listed; "
        "audit these reports by themselves.",
    ),
    "row-cut": Word("另有 {count} 处没有列出", "{count} more not listed"),
    "unfinished": Word(
        "这批报告还没有核对完：以下只是已完成的 {done} 份，共 {total} 份。",
        "This batch is not finished: what follows covers {done} of {total} reports.",
    ),
    "scores-sentence": Word(
        "{scored} 份同时有自评总分和重算总分：{same} 份相同，{higher} 份自评高于重算，"
        "{lower} 份自评低于重算；{regraded} 份等级因此不同。",
        "{scored} have both a stated and a recomputed total: {same} agree, {higher} are stated higher, "
        "{lower} lower; the grade of {regraded} differs.",
    ),
    "bounded-sentence": Word(
        "{bounded} 份有定性指标，重算得分只有上下限。",
        "{bounded} have qualitative indicators, so that their recomputed score is bounded only.",
    ),
    "funds-sentence": Word(
        "{funded} 份同时写明预算数和执行数：合计 {planned} 万元，执行 {spent} 万元，总执行率 {rate}%。",
        "{funded} state both budget and spending: {planned} and {spent} (10,000 yuan), {rate}% in all.",
    ),
    "gravest": Word("报告按最重的发现分", "Reports by their gravest finding"),
    "gravest-note": Word("单位：份报告", "Unit: reports"),
    "has-errors": Word("有错误", "Errors"),
    "has-suspicions": Word("最重为疑点", "Suspicions at most"),
    "has-advice": Word("只有建议", "Advice only"),
    "has-none": Word("没有发现", "Nothing found"),
    "not-read": Word("读不了", "Not readable"),
    "top-codes": Word("最多的发现", "The most frequent findings"),
    "top-codes-note": Word("单位：处；前 {count} 种", "Unit: findings; the first {count} kinds"),
    "by-unit": Word("各单位的错误", "Errors by unit"),
    "by-unit-note": Word(
        "单位：处；写明的 {total} 个单位里错误最多的 {count} 个",
        "Unit: errors; the {count} with most errors of the {total} units that are named",
    ),
    "by-year": Word("各年度的报告", "Reports by year"),
    "by-year-note": Word("单位：份报告", "Unit: reports"),
    "by-layout": Word("各种版式的发现", "Findings by layout"),
    "by-layout-note": Word("单位：处", "Unit: findings"),
    "score-bands": Word("得分的分布", "Distribution of scores"),
    "score-bands-note": Word("单位：份报告；按分数段", "Unit: reports, by band of the score"),
    "difference-bands": Word("自评减重算", "Stated less recomputed"),
    "difference-bands-note": Word("单位：份报告；按相差分数", "Unit: reports, by difference in points"),
    "s-stated": Word("自评得分", "Stated"),
    "s-computed": Word("重算得分", "Recomputed"),
    "with-errors": Word("有错误", "With errors"),
    "without-errors": Word("没有错误", "Without"),
    "reports-series": Word("报告", "Reports"),
    "under": Word("{bound} 以下", "under {bound}"),
    "from-to": Word("{low}～{high}", "{low}–{high}"),
    "exactly": Word("{bound}", "{bound}"),
    "over": Word("{bound} 以上", "over {bound}"),
    "lower-over": Word("低 {bound} 以上", "lower by over {bound}"),
    "lower": Word("低 {low}～{high}", "lower by {low}–{high}"),
    "equal": Word("相同", "equal"),
    "higher": Word("高 {low}～{high}", "higher by {low}–{high}"),
    "higher-over": Word("高 {bound} 以上", "higher by over {bound}"),
    "unnamed-unit": Word("（没有写明单位）", "(no unit named)"),
    "unnamed-year": Word("未写明", "not told"),
    "unnamed-layout": Word("（没有认出版式）", "(no layout recognised)"),
    "worst": Word("错误最多的报告", "Reports with most errors"),
    "all-reports": Word("全部报告", "All reports"),
    "rows-cut": Word(
        "只列出问题最多的 {shown} 份，共 {total} 份；全部在结果文件里。",
        "Only the {shown} with most findings are listed, of {total}; all are in the result file.",
    ),
    "units": Word("单位", "Units"),
    "units-cut": Word(
        "只列出前 {shown} 个，共 {total} 个。", "Only the first {shown} are listed, of {total}."
    ),
    "unreadable-list": Word("读不了的文件", "Files that could not be read"),
    "unreadable-cut": Word(
        "只列出前 {shown} 个，共 {total} 个；全部在结果文件里。",
        "Only the first {shown} are listed, of {total}; all are in the result file.",
    ),
    "col-report": Word("报告", "Report"),
    "col-unit": Word("单位", "Unit"),
    "col-year": Word("年度", "Year"),
    "col-errors": Word("错误", "Errors"),
    "col-suspicions": Word("疑点", "Suspicions"),
    "col-advice": Word("建议", "Advice"),
    "col-stated": Word("自评", "Stated"),
    "col-computed": Word("重算", "Recomputed"),
    "col-difference": Word("相差", "Difference"),
    "col-reports": Word("报告", "Reports"),
    "col-with-errors": Word("有错误的", "With errors"),
    "col-code": Word("发现", "Finding"),
    "col-reason": Word("原因", "Reason"),
    "filter-text": Word("查找文件、标题、单位", "Find file, title, unit"),
    "filter-level": Word("级别", "Level"),
    "filter-code": Word("发现", "Finding"),
    "filter-unit": Word("单位", "Unit"),
    "filter-year": Word("年度", "Year"),
    "any": Word("全部", "All"),
    "shown-of": Word("显示 {shown} 份，共 {total} 份", "{shown} of {total} shown"),
    "sort-hint": Word("点列名排序。", "Choose a column's name to sort."),
    "print-hint": Word(
        "全部报告的清单太长，没有打印；请看结果文件。",
        "The list of all reports is too long to print; see the result file.",
    ),
}
