"""The words of the journal's pages, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word

JOURNAL_WORDS: Final[Mapping[str, Word]] = {
    "journal-title": Word("审计日志", "Journal"),
    "journal-lead": Word(
        "办了什么、谁看了个人信息，都记在这里，只增不改；查看日志也会记下。",
        "What was done and who read personal data is kept here and never changed; reading it is kept too.",
    ),
    "journal-kind": Word("种类", "Kind"),
    "journal-who": Word("何人", "Who"),
    "journal-about": Word("何事", "About"),
    "journal-day": Word("日期", "Day"),
    "journal-at": Word("时刻", "At"),
    "journal-place": Word("链与编号", "Lane and number"),
    "journal-find": Word("查找", "Find"),
    "journal-none": Word("没有符合条件的记录。", "No entry fits."),
    "journal-next": Word("更早的", "Earlier"),
    "journal-first": Word("回到最新", "Back to the newest"),
    "journal-heads": Word("链头与核对", "Heads and verification"),
    "journal-entry": Word("第 {lane} 号链第 {number} 条", "Lane {lane}, entry {number}"),
    "journal-holds": Word(
        "内容与摘要相符，接得上前一条。", "The content fits its digest and links to the one before."
    ),
    "journal-differs": Word("这一条被动过：{what}。", "This entry was tampered with: {what}."),
    "journal-unlinked": Word("接不上前一条。", "It does not link to the one before."),
    "journal-content": Word("内容", "Content"),
    "journal-digest": Word("摘要", "Digest"),
    "journal-previous": Word("前一条的摘要", "Digest of the one before"),
    "journal-before": Word("前一条", "The one before"),
    "journal-after": Word("后一条", "The one after"),
    "journal-last": Word(
        "上次核对：{at}，{entries} 条，{outcome}。", "Last verified: {at}, {entries} entries, {outcome}."
    ),
    "journal-whole": Word("完整", "whole"),
    "journal-broken": Word("有断开处", "broken"),
    "journal-never": Word(
        "还没有核对记录。请每天运行 xunzheng verify --record。",
        "No verification was recorded. Run xunzheng verify --record every day.",
    ),
    "journal-export": Word("导出链头", "Export the head"),
    "journal-export-why": Word(
        "导出的链头存到本系统以外的地方，以后能证明这之前的记录没有被改写。",
        "Kept outside this system, an exported head shows later that nothing before it was rewritten.",
    ),
    "journal-algorithm": Word("新记录的摘要算法", "Digest of new entries"),
}
