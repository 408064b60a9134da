"""The words of the result page, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
TAGS: Final[Mapping[Language, str]] = {"zh": "zh-CN", "en": "en"}


class Word(NamedTuple):
    """One text of the page in both languages; `{name}` marks a value to be put in."""

    zh: str
    en: str


RESULT_WORDS: Final[Mapping[str, Word]] = {
    "brand": Word("循证", "循证 Xunzheng"),
    "result": Word("核查结果", "Audit result"),
    "result-of": Word("核查结果：{name}", "Audit of {name}"),
    "views": Word("两个视图", "Two views"),
    "view-document": Word("文档与发现", "Document and findings"),
    "view-sheet": Word("评分表", "Score sheet"),
    "document": Word("文档", "Document"),
    "findings": Word("发现", "Findings"),
    "finding": Word("发现 {number}", "Finding {number}"),
    "error": Word("错误", "Error"),
    "suspicion": Word("疑点", "Suspicion"),
    "advice": Word("建议", "Advice"),
    "seal-error": Word("误", "E"),
    "seal-suspicion": Word("疑", "S"),
    "seal-advice": Word("议", "A"),
    "seal-held": Word("✓", "✓"),
    "none-found": Word(
        "没有发现问题。这只说明能核的都核对得上，不等于报告属实。",
        "Nothing was found. What could be checked agrees; that does not prove the report true.",
    ),
    "none-examined": Word(
        "没有可以核对的内容：没有读到能核算的数字、表格或说法，所以什么也没有核对。请确认这是绩效自评报告。",
        "Nothing could be checked: no figures, tables or statements were read that can be worked through. "
        "Make sure that this is a performance self-evaluation.",
    ),
    "none-shown": Word(
        "没有达到所选级别的发现；较轻的 {count} 处没有列出。",
        "No finding is as grave as was asked for; {count} lesser ones are not listed.",
    ),
    "nothing-matches": Word("没有符合筛选条件的发现。", "No finding passes this filter."),
    "filter": Word("筛选", "Filter"),
    "order": Word("排列", "Order"),
    "by-place": Word("按原文先后", "By place"),
    "by-severity": Word("按轻重", "By severity"),
    "by-code": Word("发现类型", "Kind of finding"),
    "all-codes": Word("全部类型", "All kinds"),
    "keys": Word(
        "键盘：j、k 或上下方向键逐条查看，回车跳到原文。",
        "Keyboard: j and k or the arrow keys move through the findings, Enter goes to the text.",
    ),
    "claim": Word("报告所写", "The report says"),
    "expected": Word("应当是", "It should be"),
    "arithmetic": Word("算式", "Arithmetic"),
    "verdict": Word("差异", "Difference"),
    "rounded": Word("四舍五入可以解释", "rounding explains it"),
    "not-rounded": Word("四舍五入不能解释", "rounding does not explain it"),
    "interval": Word("按所写位数，真值可在 {low} 至 {high}", "as stated, the value can be {low} to {high}"),
    "rule": Word("依据", "Rule"),
    "pack": Word("规则包 {pack}", "rule pack {pack}"),
    "unverified": Word("条文待核对", "citation not yet verified"),
    "to-do": Word("怎么办", "What to do"),
    "check": Word("检查", "Check"),
    "line": Word("第 {line} 行", "line {line}"),
    "empty-place": Word("（空）", "(empty)"),
    "more-places": Word("另有 {count} 处", "{count} more places"),
    "whole-document": Word("全文", "the whole document"),
    "mark-of": Word("发现 {numbers}", "finding {numbers}"),
    "missing-here": Word("此处缺", "missing here"),
    "held": Word("核对无误 {count} 处", "{count} examined and right"),
    "held-hint": Word(
        "这些表述已经核算，结果与报告一致。",
        "These statements were worked through and agree with the report.",
    ),
    "held-marks": Word("在文档中标出", "Mark them in the document"),
    "held-short": Word("无误", "right"),
    "table": Word("表格", "Table"),
    "doubt": Word("读取存疑", "Doubt in reading"),
    "open-list": Word("展开列表", "Open list"),
    "close-list": Word("收起列表", "Close list"),
    "sheet": Word("评分表", "Score sheet"),
    "sheet-number": Word("评分表 {number}", "Score sheet {number}"),
    "sheet-none": Word(
        "这份报告里没有读出评分表。",
        "No score sheet could be read out of this report.",
    ),
    "indicator": Word("指标", "Indicator"),
    "weight": Word("权重", "Weight"),
    "read": Word("报告得分", "As stated"),
    "computed": Word("复算得分", "Recomputed"),
    "difference": Word("相差", "Difference"),
    "total": Word("合计", "Total"),
    "score-empty": Word("空", "empty"),
    "formula": Word("公式", "Formula"),
    "explanation": Word("说明", "Explanation"),
    "points": Word("评价要点", "Evaluation points"),
    "notes": Word("释义", "Terms"),
    "target": Word("年度指标值", "Target"),
    "actual": Word("实际完成值", "Actual"),
    "reason": Word("偏差原因", "Reason for the deviation"),
    "trace": Word("算式", "Trace"),
    "in-document": Word("在文档中查看", "See it in the document"),
    "evidence": Word("证据", "Evidence"),
    "evidence-plot": Word("每一分站在哪种证据上", "What kind of evidence the points stand on"),
    "evidence-counted": Word("系统计数", "counted"),
    "evidence-attached": Word("附件佐证", "attached"),
    "evidence-stated": Word("报告自述", "stated"),
    "evidence-judged": Word("人工评判", "judged"),
    "evidence-none": Word("无证据", "no evidence"),
    "evidence-counted-means": Word("由记录计数得出", "counted from records"),
    "evidence-attached-means": Word("有附件为证", "a file is attached"),
    "evidence-stated-means": Word("只见于报告所写", "stated in the report only"),
    "evidence-judged-means": Word("由人评判", "judged by a person"),
    "evidence-none-means": Word("没有证据，不得分", "no evidence, so no points"),
    "evidence-lost": Word("已失分", "lost"),
    "evidence-lost-means": Word("有证据，但未得到的分", "evidence is there, but did not earn them"),
    "open-rows": Word(
        "点开一行，看公式、算式、要点和依据的证据。",
        "Open a row to see the formula, the working, the points and the evidence.",
    ),
    "total-trace": Word("总分怎么来的", "How the total came about"),
    "points-of": Word("{points} 分", "{points} points"),
    "indicators-of": Word("{count} 项指标", "{count} indicators"),
    "grade-stated": Word("报告所评等级", "Grade as stated"),
    "grade-computed": Word("复算等级", "Grade as recomputed"),
    "framework": Word("指标体系", "Framework"),
    "funds": Word("项目资金", "Funds"),
    "initial": Word("年初预算数", "Initial budget"),
    "budget": Word("全年预算数（A）", "Full-year budget (A)"),
    "executed": Word("全年执行数（B）", "Executed (B)"),
    "rate": Word("执行率（B/A）", "Execution rate (B/A)"),
    "score": Word("得分", "Score"),
    "money-unit": Word("单位：{unit}", "unit: {unit}"),
    "characters": Word("{count} 字（不计空白）", "{count} characters without spaces"),
    "printed": Word("循证核查结果 · 规则包：{packs}", "Xunzheng audit result · rule packs: {packs}"),
    "packs": Word("规则包", "Rule packs"),
    "choice": Word("规则的选取", "How the rules were chosen"),
    "year": Word("年度", "Year"),
    "region": Word("地区", "Region"),
    "scale": Word("等级标准", "Grade scale"),
    "layout-of-report": Word("全文版式", "Layout of the report"),
    "layout-of-table": Word("表格版式", "Layout of a table"),
    "told-by": Word("据“{headings}”", "told by “{headings}”"),
    "asked": Word("由使用者指定", "chosen by the user"),
    "not-verified": Word("未核对原文", "not verified"),
    "near": Word("相近的还有 {codes}", "near to it: {codes}"),
    "comma": Word("、", ", "),
    "colon": Word("：", ": "),
    "number-of-rule": Word("（{number}）", " ({number}) "),
    "no-packs": Word("无", "none"),
    "skip": Word("跳到正文", "Skip to the content"),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Looks a text up by key in one language and puts the values in; an unknown key is a `KeyError`.

    >>> Speaker("en", RESULT_WORDS)("line", line=3)
    'line 3'
    """

    language: Language
    words: Mapping[str, Word]

    def __call__(self, key: str, **values: object) -> str:
        word = self.words[key]
        text = word.zh if self.language == "zh" else word.en
        return text.format(**values) if values else text

    @property
    def tag(self) -> str:
        """The language tag for the `lang` attribute."""
        return TAGS[self.language]

    @property
    def other(self) -> Language:
        """The language that this one can be changed for."""
        return "en" if self.language == "zh" else "zh"

    @property
    def other_tag(self) -> str:
        """The language tag of the other language."""
        return TAGS[self.other]
