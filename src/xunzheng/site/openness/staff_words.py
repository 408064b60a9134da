"""The words of the staff's pages of openness, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word

STAFF_WORDS: Final[Mapping[str, Word]] = {
    "openness-work": Word("办件 {number}", "Case {number}"),
    "openness-register-title": Word("登记线下收到的申请", "Register a request on paper"),
    "openness-channel": Word("怎样收到的", "How it came"),
    "openness-channel-hand-in": Word("当面提交", "handed in"),
    "openness-channel-oral": Word("口头提出，由我们代填", "told, and written down by us"),
    "openness-channel-registered-post": Word("邮寄，需签收", "registered post"),
    "openness-channel-ordinary-post": Word("平常信函，无需签收", "ordinary post"),
    "openness-channel-fax": Word("传真", "fax"),
    "openness-channel-internet": Word("互联网（邮箱等）", "internet (mail and the like)"),
    "openness-register-day": Word(
        "提交、签收或者确认之日", "Day on which it was handed in, signed for or confirmed"
    ),
    "openness-register-rule": Word(
        "当面提交：提交之日；需签收的邮寄：签收之日；平常信函：当日与申请人确认，确认之日；传真、互联网："
        "双方确认之日"
        "（条例第三十一条）。还没有确认的，留空，确认后再登记。",
        "Handed in: that day; registered post: the day it was signed for; ordinary post: the day confirmed "
        "with "
        "the applicant, which is the day it comes; fax and internet: the day both confirm (Art. 31). Leave "
        "it "
        "empty until it is confirmed.",
    ),
    "openness-register-send": Word("登记", "Register"),
    "openness-registered-title": Word("已经登记", "Registered"),
    "openness-registered-hand": Word(
        "请把回执和查询码交给申请人；查询码只显示这一次。",
        "Give receipt and code to the applicant; the code is shown this once.",
    ),
    "openness-registered-undated": Word(
        "还没有收到之日：请当日与申请人确认，然后在办件页登记。期限从确认之日起算。",
        "There is no day of receipt yet: confirm it with the applicant today, then register it on the case "
        "page. "
        "The limits run from that day.",
    ),
    "openness-to-case": Word("到办件页", "To the case"),
    "openness-ask-title": Word("征求意见的链接和征求意见书", "Links and letters for opinions"),
    "openness-ask-lead": Word(
        "对方用一次性链接在网上答复，只看到您写在这里的内容，看不到申请人。送达以后请在办件页登记送达之日。",
        "Whoever is asked answers by a link that is good once, sees only what you write here, and nothing "
        "of the "
        "applicant. Once it is delivered, note the day on the case page.",
    ),
    "openness-ask-none": Word(
        "没有等待意见的一方；请先在办件页办理“征求意见”。",
        "Nobody is being asked; first take the step “ask for opinions” on the case page.",
    ),
    "openness-ask-about": Word(
        "涉及对方的信息（不要写申请人的情况）", "The information (nothing of the applicant)"
    ),
    "openness-ask-make": Word("生成链接", "Make the link"),
    "openness-ask-again": Word("重新生成（旧链接作废）", "Make a new link (the old one ends)"),
    "openness-ask-made": Word("链接已生成，只显示这一次。", "The link is made and shown this once."),
    "openness-ask-asked": Word("已生成链接", "Link made"),
    "openness-ask-used": Word("已通过链接答复", "Answered by link"),
    "openness-ask-letter": Word("下载征求意见书", "Download the letter"),
    "openness-role-third-party": Word("第三方", "third party"),
    "openness-role-co-producer": Word("共同制作机关", "co-producing agency"),
    "openness-document-number": Word("文号（可不填）", "Document number (optional)"),
    "openness-redact-title": Word("区分处理", "Leave parts out"),
    "openness-redact-lead": Word(
        "上传原件（文本、Word、PDF），在文字上标出不公开的部分和依据；系统另做一份不含这些字的文件给申请人，"
        "原件只留存备查（条例第三十七条）。",
        "Upload the original (text, Word, PDF), mark what is not to be given and on what ground; copies "
        "without "
        "those words are made for the applicant, the original is kept for the file (Art. 37).",
    ),
    "openness-original": Word("原件", "Original"),
    "openness-redact-upload": Word("上传原件", "Upload"),
    "openness-copies": Word("给出的文件", "Copies to be given"),
    "openness-spans": Word("未公开 {count} 处", "{count} spans left out"),
    "openness-digest": Word("摘要", "Digest"),
    "openness-mark-title": Word("标出不公开的部分", "Mark what is left out"),
    "openness-mark-lead": Word(
        "选中文字，点依据，就会加上标记；也可以手写：⟦15-privacy|张三⟧，加理由写成 "
        "⟦15-privacy:涉及身份|张三⟧。"
        "原文不能改动；遮盖的字别处还有的，须都标上。",
        "Select words and press a ground to mark them, or write ⟦15-privacy|words⟧, with a reason "
        "⟦15-privacy:reason|words⟧. The text itself may not change, and words that are left out may not "
        "stand "
        "open elsewhere.",
    ),
    "openness-mark-grounds": Word("依据", "Grounds"),
    "openness-mark-text": Word("文字", "Text"),
    "openness-mark-name": Word("给出文件的名称", "Name of the copies"),
    "openness-mark-make": Word("制作给出的文件", "Make the copies"),
    "openness-mark-open": Word("标记", "Mark"),
    "openness-decide-title": Word("拟定答复", "Draft the answer"),
    "openness-decision": Word("答复种类", "Outcome"),
    "openness-answer": Word("答复内容", "The answer"),
    "openness-refuse_ground": Word("不予公开的依据", "Ground of refusal"),
    "openness-refuse_reason": Word("不予公开的理由", "Reason of refusal"),
    "openness-redacted": Word("未公开的部分", "What was left out"),
    "openness-where": Word("获取的方式、途径和时间", "Where and how to get it"),
    "openness-right_agency": Word("负责公开的机关及联系方式", "The right agency and how to reach it"),
    "openness-weighing": Word("对第三方意见的处理", "Weighing of the third party's opinion"),
    "openness-weighing_reason": Word("处理第三方意见的理由", "Reasons of the weighing"),
    "openness-documents": Word("给出的信息", "The information given"),
    "openness-document_file": Word("附件一", "File 1"),
    "openness-document_file_2": Word("附件二", "File 2"),
    "openness-decide-preview": Word("看答复书", "See the letter"),
    "openness-decide-send": Word("送审", "Hand up for approval"),
    "openness-choose-again": Word(
        "看过答复书后附件要重新选择。", "After seeing the letter choose the files again."
    ),
    "openness-letter-title": Word("答复书", "The letter"),
    "openness-letter-lead": Word(
        "这是按现有内容写成的答复书；日期和文号在送达时确定，送达的那份存入办件。",
        "The letter as it stands; day and number are settled on delivery, and the one delivered is kept "
        "with the "
        "case.",
    ),
    "openness-deliver-title": Word("送达答复", "Deliver the answer"),
    "openness-deliver-lead": Word(
        "答复书写成 PDF 和 Word 存入办件，申请人可以在网上下载；答复期限到这一天为止。",
        "The letter is written as PDF and Word and kept with the case; the applicant can fetch it online. "
        "The "
        "limit ends with this day.",
    ),
    "openness-deliver-on": Word("送达之日", "Delivered on"),
    "openness-deliver-send": Word("送达", "Deliver"),
    "openness-waiting-title": Word("待公布的答复", "Answers to be published"),
    "openness-waiting-none": Word("没有待公布的答复。", "Nothing waits to be published."),
    "openness-publish-title": Word("公布答复", "Publish the answer"),
    "openness-publish-lead": Word(
        "标题和内容由编辑另写：申请人的原话可能透露他是谁。",
        "Write title and text anew: the applicant's words may tell who he is.",
    ),
    "openness-publish-checked": Word(
        "已核对：标题、内容和附件里没有申请人和第三方的个人信息",
        "Checked: nothing personal is in title, text or files",
    ),
    "openness-publish-send": Word("公布", "Publish"),
    "openness-withdraw": Word("撤下…", "Take it down…"),
    "openness-withdraw-why": Word("撤下的原因", "Why"),
    "openness-withdraw-now": Word("撤下", "Take it down"),
}
