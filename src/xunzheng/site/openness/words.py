"""The words of openness, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word
from xunzheng.site.openness.staff_words import STAFF_WORDS

_ASKING: Final[Mapping[str, Word]] = {
    "openness-foot": Word(
        "依照《中华人民共和国政府信息公开条例》（国务院令第711号）办理。",
        "Under the Regulations on Open Government Information (State Council Decree 711).",
    ),
    "openness": Word("信息公开", "Open information"),
    "openness-request-title": Word("申请公开政府信息", "Ask for government information"),
    "openness-request-lead": Word(
        "任何人都可以申请，不用说明理由，不收费用。收到申请之日起 20 个工作日内答复。",
        "Anybody may ask, without giving a reason and free of charge. The answer comes within 20 working "
        "days "
        "of receipt.",
    ),
    "openness-help": Word(
        "阅读、书写有困难的，可以到窗口口头提出，由工作人员代填（条例第二十九条、第四十三条）。",
        "Who finds reading or writing hard may ask at the office; the staff fill in the form (Arts. 29 and "
        "43).",
    ),
    "openness-agency": Word("向哪个机关申请", "Which agency to ask"),
    "openness-choose": Word("请选择", "Choose"),
    "openness-agency-hint": Word(
        "不确定时选您认为最相关的；不归它管的，它会告诉您归谁管。",
        "If unsure choose the most likely one; if it is another's, it tells you whose.",
    ),
    "openness-who": Word("您是谁", "Who you are"),
    "openness-applicant_kind": Word("申请人", "Applicant"),
    "openness-kind-citizen": Word("个人", "A person"),
    "openness-kind-legal-person": Word("企业等法人", "A company or other legal person"),
    "openness-kind-organisation": Word("其他组织", "Another organisation"),
    "openness-name": Word("姓名或单位名称", "Name"),
    "openness-id_kind": Word("证件", "Document"),
    "openness-id-identity-card": Word("居民身份证", "Identity card"),
    "openness-id-passport": Word("护照", "Passport"),
    "openness-id-hmt-permit": Word(
        "港澳台居民居住证或通行证", "Permit for residents of Hong Kong, Macao, Taiwan"
    ),
    "openness-id-other": Word("其他证件", "Another document"),
    "openness-id_number": Word("证件号码", "Its number"),
    "openness-uscc": Word("统一社会信用代码", "Unified social credit code"),
    "openness-representative": Word("法定代表人或负责人", "Legal representative"),
    "openness-contact": Word("怎样联系您", "How to reach you"),
    "openness-contact-hint": Word("至少留一种。", "At least one."),
    "openness-phone": Word("电话", "Telephone"),
    "openness-address": Word("通信地址", "Postal address"),
    "openness-email": Word("电子邮箱", "E-mail"),
    "openness-what": Word("想要什么信息", "What you want to know"),
    "openness-what-hint": Word(
        "下面三项写清楚一项就行，写得越具体，找得越快。",
        "One of the three is enough; the more exact, the sooner found.",
    ),
    "openness-subject": Word("信息的名称", "What it is called"),
    "openness-subject-hint": Word(
        "例如：2025年零陵路道路改造工程竣工验收报告",
        "Such as: acceptance report of the Lingling Road works, 2025",
    ),
    "openness-document_number": Word("文号", "Document number"),
    "openness-description": Word("其他描述", "Other description"),
    "openness-description-hint": Word(
        "时间、地点、事项等便于查找的内容。不要写与查找无关的个人情况。",
        "Time, place, matter: whatever helps to find it. Leave out personal matters that do not.",
    ),
    "openness-how": Word("怎样给您", "How you want it"),
    "openness-form_wanted": Word("形式", "Form"),
    "openness-form-electronic": Word("电子数据", "Electronic"),
    "openness-form-paper": Word("纸质", "On paper"),
    "openness-form-inspection": Word("查阅、抄录", "To look at and copy"),
    "openness-delivery": Word("途径", "Way"),
    "openness-delivery-internet": Word("网上", "Online"),
    "openness-delivery-post": Word("邮寄", "By post"),
    "openness-delivery-fax": Word("传真", "By fax"),
    "openness-delivery-in-person": Word("自己来取", "In person"),
    "openness-attachments": Word("附件（可不传）", "Attachments (optional)"),
    "openness-application_file": Word("补充材料", "Further material"),
    "openness-proof_file": Word("身份证明的照片或扫描件", "Picture of your document"),
    "openness-file-hint": Word(
        "PDF、Word、Excel、图片或文本，每个不超过 {limit} MB。",
        "PDF, Word, Excel, a picture or text, at most {limit} MB each.",
    ),
    "openness-kept": Word("已上传：{name}", "Uploaded: {name}"),
    "openness-drop": Word("不要这个", "Leave it out"),
    "openness-collected": Word("收集哪些个人信息，为什么", "What is collected, and why"),
    "openness-collected-text": Word(
        "姓名、证件和联系方式是条例第二十九条要求的，只用于办理这件申请：核对身份、与您联系、送达答复。"
        "只有办理这件申请的人员能看到，每次查看都有记录；征求第三方意见和公布答复时都不会透露您是谁。"
        "附件和用途说明不是必须的。您可以查询、更正本人的信息。",
        "Name, document and contact are required by Art. 29 and serve this request alone: to know who asks, "
        "to "
        "reach you, to deliver the answer. Only those who handle it can see them and each look is recorded; "
        "neither third parties nor readers of a published answer learn who you are. Attachments are not "
        "required. You may see and correct what is kept about you.",
    ),
    "openness-preview": Word("下一步：核对", "Next: check"),
    "openness-preview-title": Word("请核对，没有问题再提交", "Check before you send it"),
    "openness-edit": Word("返回修改", "Change something"),
    "openness-send": Word("提交申请", "Send the request"),
    "openness-identity": Word("身份证明", "Proof of identity"),
    "openness-content": Word("所需信息", "Information wanted"),
    "openness-problems": Word(
        "有 {count} 处需要改，填写的内容都还在。", "{count} things need a change; what you typed is kept."
    ),
    "openness-receipt-title": Word("已经提交", "It is sent"),
    "openness-number": Word("登记编号", "Number"),
    "openness-code": Word("查询码", "Query code"),
    "openness-code-once": Word(
        "查询码只显示这一次，请抄下来或拍照。凭编号和查询码可以查看进度、补正、撤回和下载答复；"
        "别人拿到也能看，请保管好。",
        "The code is shown this once: write it down. Number and code let you see how it goes, clarify, "
        "withdraw "
        "and fetch the answer; they let anybody who has them, so keep them safe.",
    ),
    "openness-code-hidden": Word(
        "查询码已经显示过，不再显示。", "The code has been shown and is not shown again."
    ),
    "openness-next": Word("接下来", "What comes next"),
    "openness-next-text": Word(
        "机关会与您确认收到的日期（条例第三十一条），从那天起算 20 个工作日。请留意电话和这里的消息。",
        "The agency confirms with you the day of receipt (Art. 31), from which 20 working days are counted. "
        "Mind your telephone and the messages here.",
    ),
    "openness-follow-it": Word("查看进度", "See how it goes"),
    "too-often": Word(
        "从这个网络地址提交的申请太多，请过一小时再提交；填写的内容都还在。也可以当面或邮寄提出。",
        "There were too many requests from this address; try again in an hour, what you typed is kept. You "
        "may "
        "also come or write.",
    ),
}
_FOLLOWING: Final[Mapping[str, Word]] = {
    "openness-follow-title": Word("查看申请进度", "Follow a request"),
    "openness-follow-lead": Word(
        "填写提交时得到的登记编号和查询码。", "Give the number and the code that you were told."
    ),
    "openness-follow-lost": Word(
        "查询码丢了，请带身份证件到受理机关查询，或者用电话联系。",
        "If the code is lost, go to the agency with your identity card, or telephone.",
    ),
    "openness-code-wrong": Word(
        "编号和查询码对不上。请核对：编号以 FOI-REQUEST 开头，查询码是三组四位。",
        "Number and code do not agree. Check both: the number begins with FOI-REQUEST, the code has three "
        "groups of four.",
    ),
    "openness-too-often": Word(
        "试的次数太多，请一刻钟后再试。", "Tried too often; try again in a quarter of an hour."
    ),
    "openness-see": Word("查看", "See"),
    "openness-own": Word("您的申请", "Your requests"),
    "openness-leave": Word("退出查看", "Stop following"),
    "openness-leave-hint": Word("公用电脑用完请退出。", "On a shared computer, stop when you are done."),
    "openness-step-0": Word("已提交", "Sent"),
    "openness-step-1": Word("已收到", "Received"),
    "openness-step-2": Word("办理中", "In hand"),
    "openness-step-3": Word("已办结", "Done"),
    "openness-state-received": Word(
        "已经提交，等待机关与您确认收到的日期。", "Sent; the agency will confirm the day of receipt."
    ),
    "openness-state-handling": Word("正在办理。", "It is being handled."),
    "openness-state-clarifying": Word(
        "需要您补正，请在下面填写。", "You are asked to clarify; please do so below."
    ),
    "openness-state-explaining": Word(
        "需要您说明申请理由，请在下面填写。", "You are asked for your reasons; please give them below."
    ),
    "openness-state-paying": Word(
        "需要缴纳信息处理费，见下面的消息。", "A fee is due, see the messages below."
    ),
    "openness-state-consulting": Word(
        "正在依法征求有关方面的意见，这段时间不计入答复期限。",
        "Others are being asked for their opinion as the law wants; that time does not count.",
    ),
    "openness-state-answered": Word("已经答复：{outcome}。", "Answered: {outcome}."),
    "openness-state-abandoned": Word("视为放弃，不再处理：{outcome}。", "Abandoned: {outcome}."),
    "openness-state-withdrawn": Word("已经撤回。", "Withdrawn."),
    "openness-asked-of": Word("受理机关", "Agency"),
    "openness-sent-at": Word("提交时间", "Sent"),
    "openness-received_on": Word("收到之日", "Received on"),
    "openness-to-do": Word("请您办理", "For you to do"),
    "openness-do-clarify": Word("提交补正", "Clarify"),
    "openness-do-give-reasons": Word("说明理由", "Give reasons"),
    "openness-do-withdraw": Word("撤回申请", "Withdraw the request"),
    "openness-label-clarify": Word("补正的内容", "Your clarification"),
    "openness-label-give-reasons": Word("申请的理由", "Your reasons"),
    "openness-label-withdraw": Word("撤回的原因", "Why you withdraw it"),
    "openness-clarify-what": Word("需要补正的事项", "What is to be clarified"),
    "openness-withdraw-sure": Word(
        "撤回以后不再处理；以后可以重新申请。", "It is not handled any more; you may ask again."
    ),
    "openness-answer-files": Word("答复和信息", "The answer"),
    "openness-own-files": Word("您提交的材料", "What you sent"),
    "openness-messages": Word("消息", "Messages"),
    "openness-download": Word("下载", "Download"),
    "openness-print-receipt": Word("登记回执", "Receipt of registration"),
    "openness-clock-reply": Word("什么时候答复", "When the answer is due"),
    "openness-clock-delayed": Word("什么时候答复（已延迟）", "When the answer is due (delayed)"),
    "openness-clock-correction": Word("什么时候以前补正", "Until when you may clarify"),
    "openness-clock-third": Word("什么时候以前提出意见", "Until when you may answer"),
    "openness-clock-coop": Word("什么时候以前提出意见", "Until when you may answer"),
    "openness-due": Word("最迟 {day}", "At the latest {day}"),
    "openness-due-paused": Word("暂停计算，期限随之顺延", "Paused: the limit moves with it"),
    "openness-left": Word("还剩 {days} 个工作日", "{days} working days left"),
    "openness-overdue": Word(
        "已经超过期限，可以向上一级机关或者主管部门反映（条例第五十一条）",
        "The limit has passed; you may complain to the higher authority (Art. 51)",
    ),
    "openness-done-in-time": Word("在期限以内办结", "Done within the limit"),
    "openness-done-late": Word("办结时超过了期限", "Done after the limit"),
    "openness-from": Word("从 {day} 起算，这一天不计。", "Counted from {day}, which itself does not count."),
    "openness-restarted": Word(
        "原从 {day} 起算，补正后重新起算。", "Counted from {day} first, anew after your clarification."
    ),
    "openness-extended": Word(
        "经批准延长 {days} 个工作日。", "Extended by {days} working days with approval."
    ),
    "openness-counted": Word("共 {days} 个工作日", "{days} working days in all"),
    "openness-left-out": Word("不计的日子：", "Days that do not count: "),
    "openness-day-by-day": Word("为什么是这一天：逐日说明", "Why this day: day by day"),
    "openness-day": Word("日期", "Day"),
    "openness-why": Word("计不计，为什么", "Whether it counts, and why"),
    "openness-running": Word("第几天", "Count"),
    "openness-today": Word("今天", "today"),
    "openness-weekday": Word("周{sign}", "{sign}"),
    "openness-day-start": Word("起算的一天，不计", "the day of the start does not count"),
    "openness-day-counted": Word("工作日，计", "working day, counts"),
    "openness-day-make-up": Word("{name}调休上班，计", "worked in exchange for a holiday ({name}), counts"),
    "openness-day-extension": Word("延长的期限内，计", "within the extension, counts"),
    "openness-day-weekend": Word("周末，不计", "weekend, does not count"),
    "openness-day-holiday": Word("{name}放假，不计", "public holiday ({name}), does not count"),
    "openness-day-moved": Word("最后一天遇休息日，顺延", "the last day is no working day: moved on"),
    "openness-day-pause-third": Word(
        "征求第三方意见，不计（第三十三条）", "a third party is asked, does not count (Art. 33)"
    ),
    "openness-day-pause-coop": Word(
        "征求有关机关意见，不计（第三十三条）", "an agency is asked, does not count (Art. 33)"
    ),
    "openness-day-other": Word("不计", "does not count"),
    "openness-sum-weekend": Word("周末 {days} 天", "{days} days of weekends"),
    "openness-sum-holiday": Word("法定节假日 {days} 天", "{days} public holidays"),
    "openness-sum-pause-third": Word("征求第三方意见 {days} 天", "{days} days for the third party's opinion"),
    "openness-sum-pause-coop": Word("征求机关意见 {days} 天", "{days} days for an agency's opinion"),
    "openness-sum-moved": Word("顺延 {days} 天", "{days} days moved on"),
    "openness-sum-other": Word("其他 {days} 天", "{days} other days"),
}
_ANSWERING: Final[Mapping[str, Word]] = {
    "openness-answer-title": Word("征求意见", "Your opinion is asked"),
    "openness-answer-third": Word(
        "有人申请公开下列政府信息，可能涉及您（单位）的合法权益。是否同意公开，请告诉我们（条例第三十二条）"
        "。",
        "Somebody has asked for the following information, which may concern your lawful rights. Please say "
        "whether you agree to its disclosure (Art. 32).",
    ),
    "openness-answer-coop": Word(
        "有人申请公开下列由贵机关共同制作的政府信息。是否同意公开，请告诉我们（条例第三十四条）。",
        "Somebody has asked for the following information, which your agency co-produced. Please say "
        "whether you "
        "agree to its disclosure (Art. 34).",
    ),
    "openness-silence-third": Word(
        "逾期没有提出意见的，由本机关依法决定是否公开；理由合理的，不公开。",
        "Without an answer in time the agency decides by law; for a good reason it does not disclose.",
    ),
    "openness-silence-coop": Word("逾期没有提出意见的，视为同意公开。", "Silence counts as consent."),
    "openness-asked-by": Word("征求意见的机关", "The agency that asks"),
    "openness-party": Word("被征求意见方", "Who is asked"),
    "openness-about": Word("涉及的信息", "The information"),
    "openness-choice": Word("您的意见", "Your opinion"),
    "openness-agree": Word("同意公开", "I agree"),
    "openness-object": Word("不同意公开", "I do not agree"),
    "openness-opinion": Word("理由（不同意的必填）", "Reasons (required if you do not agree)"),
    "openness-give": Word("提交意见", "Send my opinion"),
    "openness-once": Word("这个链接只能答复一次。", "This link is good for one answer."),
    "openness-link-title": Word("征求意见的链接", "The link"),
    "openness-link-gone": Word(
        "这个链接不能用：可能已经答复过，已经换了新的，或者期限已过。请按征求意见书上的电话联系。",
        "This link cannot be used: it may have been answered, replaced, or its time is over. Please call the "
        "agency.",
    ),
    "openness-thanks": Word(
        "您的意见已经收到，谢谢。这个链接不再有效。",
        "Your opinion has been received, thank you. The link is no longer good.",
    ),
}
_PUBLISHED: Final[Mapping[str, Word]] = {
    "openness-index-title": Word("已公布的答复", "Published answers"),
    "openness-index-lead": Word(
        "依申请公开的答复中可以向社会公布的，都在这里，不用再申请。",
        "Answers to requests that anybody may read; no need to ask again.",
    ),
    "openness-feed-title": Word("依申请公开：已公布的答复", "Answers to requests for information"),
    "openness-search": Word("查找", "Search"),
    "openness-search-label": Word("标题或内容里的词", "Words of title or text"),
    "openness-all-agencies": Word("全部机关", "All agencies"),
    "openness-none": Word("没有符合的答复。", "No answer fits."),
    "openness-none-ask": Word("没有找到想要的，可以申请公开。", "If it is not here, you may ask for it."),
    "openness-more": Word("更早的", "Earlier"),
    "openness-outcome": Word("答复", "Outcome"),
    "openness-answered-on": Word("答复日期", "Answered on"),
    "openness-title": Word("标题", "Title"),
    "openness-text": Word("内容", "Text"),
    "openness-files": Word("附件", "Files"),
    "openness-feeds": Word("订阅", "Feeds"),
    "openness-yearly-title": Word("收到和处理申请情况", "Requests received and handled"),
    "openness-yearly-lead": Word(
        "依照条例第五十条第二项，按年统计。本年新收与上年结转之和，等于办理总数与结转下年之和。",
        "By year, after Art. 50(2). Received and carried in are as many as decided and carried on.",
    ),
    "openness-year": Word("年度", "Year"),
    "openness-yearly-as-of": Word("本年尚未结束，数字截至", "The year is not over; as of"),
    "openness-total": Word("总计", "Total"),
    "openness-item": Word("项目", "Item"),
    "openness-kind-all": Word("申请人", "Applicants"),
    "openness-print": Word("打印本页即可存档。", "Print the page to keep it."),
    **{
        f"openness-outcome-{code}": Word(zh, en)
        for code, zh, en in (
            ("already-public", "已主动公开，告知获取方式", "already public"),
            ("given", "予以公开", "given"),
            ("partly-given", "部分公开", "given in part"),
            ("refused", "不予公开", "refused"),
            ("not-held", "信息不存在", "does not exist"),
            ("other-agency", "不属于本机关负责公开", "another agency's"),
            ("repeated", "不予重复处理", "repeated request"),
            ("other-law", "依照有关法律、行政法规办理", "governed by other law"),
            ("no-processing", "需要加工、分析，不予提供", "would need processing"),
            ("petition", "不作为政府信息公开申请处理", "a petition, not a request"),
            ("in-print", "公开出版物，告知获取途径", "in print"),
            ("excessive", "理由不合理，不予处理", "excessive, without good reason"),
        )
    },
}
OPENNESS_WORDS: Final[Mapping[str, Word]] = {
    **_ASKING,
    **_FOLLOWING,
    **_ANSWERING,
    **_PUBLISHED,
    **STAFF_WORDS,
}
