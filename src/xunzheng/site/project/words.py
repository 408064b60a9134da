"""The words of the site's own pages, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word

SITE_WORDS: Final[Mapping[str, Word]] = {
    "site-title": Word("循证 · 绩效自评核查", "Xunzheng · checking performance self-evaluations"),
    "other-language": Word("English", "中文"),
    "navigation": Word("站点", "Site"),
    "new": Word("核查", "Check"),
    "sample": Word("示例", "Sample"),
    "local": Word("本机文件", "Local file"),
    "front-title": Word(
        "把自评报告放进来，看它自己的数对不对。",
        "Put a self-evaluation in, and see whether its own numbers agree.",
    ),
    "front-lead": Word(
        "循证逐条核对报告里的合计、比率、分值、等级和前后说法，指出不符的地方，写明算式和依据；"
        "核得上的也告诉您。",
        "Xunzheng checks every total, rate, score, grade and repeated statement of the report, "
        "points to what "
        "does not agree with the sum and the rule written out, and says what does.",
    ),
    "file": Word("选择文件", "Choose a file"),
    "file-hint": Word(
        "能读 Word（docx、doc、rtf）、PDF、Excel（xlsx、xls）、网页（html）和文本（txt，UTF-8 或 GB18030），"
        "一份不超过 {limit} MB。扫描件和图片里的字读不出来。",
        "Word (docx, doc, rtf), PDF, Excel (xlsx, xls), web pages (html) and text (txt, UTF-8 or GB18030) "
        "can be read, up to {limit} MB each. What is scanned or pictured cannot.",
    ),
    "text": Word("或者粘贴报告全文", "Or paste the whole report"),
    "text-hint": Word(
        "从 Word 或网页全选、复制、粘贴即可；表格保留制表符或每格一行都能认。",
        "Select all in Word or in the browser, copy and paste; tables may keep their tabs or one "
        "cell per line.",
    ),
    "keep": Word("保存这份报告", "Keep this report"),
    "keep-hint": Word(
        "不勾选则什么都不保存，关掉页面就没有了。勾选后原文件存在本服务器上，"
        "凭一个猜不到的网址打开，随时可删。",
        "Unless ticked, nothing is kept: it is gone when you close the page. If ticked, the original file is "
        "stored on this server, opened by an address that cannot be guessed, and can be deleted at any time.",
    ),
    "send": Word("开始核查", "Check it"),
    "working": Word(
        "正在读取和核算，长报告要几秒钟。", "Reading and recalculating; a long report takes some seconds."
    ),
    "try-sample": Word("先看示例报告的核查结果", "See what is found in the sample report"),
    "about-reads": Word("读什么", "What is read"),
    "about-reads-text": Word(
        "单位自评报告、项目支出绩效自评表，Word、PDF、Excel、网页、文本都可以。读不准的地方会标出来，不猜。",
        "Self-evaluation reports and score tables: Word, PDF, Excel, web pages, text. "
        "What cannot be read for certain is marked, not guessed.",
    ),
    "about-checks": Word("查什么", "What is checked"),
    "about-checks-text": Word(
        "算术、逻辑、规则与形式，以及读不准的地方。错误是报告与自身或与规定矛盾；疑点要由人判断；"
        "建议关于写法。",
        "Arithmetic, logic, rules and form, and what could not be read for certain. An error "
        "contradicts the report itself or a rule; a suspicion is for a "
        "person to decide; advice concerns the form.",
    ),
    "about-keeps": Word("留什么", "What is kept"),
    "about-keeps-text": Word(
        "默认什么都不留：不写数据库，不写磁盘，不需要账号。",
        "By default nothing: no database row, no file, no account.",
    ),
    "problem-empty": Word(
        "还没有内容：请选择一个文件，或把报告全文粘贴到框里。",
        "There is nothing yet: choose a file, or paste the whole report into the box.",
    ),
    "problem-both": Word(
        "文件和粘贴的文字同时有了：请只留一种，以免核错了对象。",
        "There is a file and a pasted text: leave only one, so that the right one is checked.",
    ),
    "problem-empty-file": Word(
        "“{name}”是空文件（0 字节）：请确认选对了文件，在编辑器里打开看看有没有内容。",
        "“{name}” is an empty file (0 bytes): make sure it is the right one and has text in it.",
    ),
    "problem-too-large": Word(
        "报告太大：上限是 {limit} MB，这份是 {size} MB。请只上传报告正文和评分表，去掉附图和无关附件。",
        "The report is too large: the limit is {limit} MB and this is {size} MB. Upload only the "
        "text and the score "
        "table, without pictures and attachments.",
    ),
    "problem-too-large-unmeasured": Word(
        "报告太大，上限是 {limit} MB。请只上传报告正文和评分表，去掉附图和无关附件。",
        "The report is too large; the limit is {limit} MB. Upload only the text and the score table, without "
        "pictures and attachments.",
    ),
    "problem-binary": Word(
        "粘贴的文字里有不可见的空字符，看来不是文本：请从 Word 或网页里重新复制文字。",
        "The pasted text holds null characters and seems not to be text: copy it again from Word "
        "or the browser.",
    ),
    "problem-unreadable": Word("{message}", "This file cannot be read as a report. {message}"),
    "problem-request": Word(
        "提交的内容不完整，没有处理：请回到首页重新提交。",
        "The request was incomplete and was not processed: go back to the front page and send it again.",
    ),
    "problem-failed": Word(
        "没有得到结果：服务器没有正常答复。请稍后重试；如果总是这样，请把文件名和时间告诉管理员。",
        "There is no result: the server did not answer as it should. Try again later; if it goes "
        "on, tell the "
        "administrator the file's name and the time.",
    ),
    "problem-unreachable": Word(
        "连不上服务器：请检查网络后重试，填写的内容还在。",
        "The server cannot be reached: check the network and try again; what you typed is still here.",
    ),
    "pasted-name": Word("粘贴的报告", "Pasted report"),
    "downloads": Word("下载", "Download"),
    "download-original": Word("批注后的原文件", "The file with comments"),
    "download-list": Word("问题清单", "List of findings"),
    "download-paper": Word("复核意见", "Review opinion"),
    "download-file": Word("结果网页", "This result"),
    "notice-unkept": Word(
        "这份结果没有保存；关闭或刷新页面就没有了。要留存请下载或打印。",
        "This result is not kept; it is gone when you close or reload the page. Download or print it "
        "to keep it.",
    ),
    "notice-kept": Word(
        "已于 {at} 保存。凭这个网址可以再次打开，每次都按最新规则重新核查。",
        "Kept on {at}. This address opens it again; each time it is checked anew under the current rules.",
    ),
    "notice-sample": Word(
        "这是随程序附带的示例：虚构的单位，真实的错误类型。",
        "This is the sample that comes with the program: a fictional bureau with real kinds of mistakes.",
    ),
    "notice-local": Word(
        "本机文件，只读显示，没有上传。", "A file on this machine, shown read-only; nothing was uploaded."
    ),
    "delete": Word("删除…", "Delete…"),
    "delete-sure": Word(
        "原文件会从服务器上删去，不能恢复。",
        "The original file is removed from the server and cannot be restored.",
    ),
    "delete-now": Word("确认删除", "Delete it"),
    "deleted-title": Word("已删除", "Deleted"),
    "deleted-text": Word(
        "报告的原文件已从服务器上删去。", "The report's original file was removed from the server."
    ),
    "missing-title": Word("没有这个页面", "There is no such page"),
    "missing-text": Word(
        "网址可能不完整，或者保存的报告已经删除。请核对网址，或从首页重新开始。",
        "The address may be incomplete, or the kept report was deleted. Check the address, or "
        "start from the front page.",
    ),
    "forbidden-title": Word("这次提交没有通过校验", "This request did not pass the check"),
    "forbidden-text": Word(
        "页面打开太久，或浏览器禁用了 Cookie。请回首页刷新后重新提交。",
        "The page was open too long, or cookies are disabled. Reload the front page and send it again.",
    ),
    "request-title": Word("没有处理", "Not processed"),
    "failed-title": Word("程序出错了", "Something broke"),
    "failed-text": Word(
        "这不是报告的问题。请把您做了什么和时间告诉管理员。",
        "This is not the report's fault. Tell the administrator what you did and the time.",
    ),
    "away-title": Word("暂时办不了", "Not available for the moment"),
    "away-text": Word(
        "数据库暂时用不了，请过几分钟再试。刚才提交的内容，请先查看是否已经办理，再决定要不要重新提交。",
        "The database is not available for the moment; please try again in a few minutes. Before you send "
        "anything again, see whether it was done.",
    ),
    "unreadable-title": Word("这份文件读不了", "This file cannot be read"),
    "home": Word("回首页", "To the front page"),
    "foot": Word(
        "每一条发现都写明位置、算式和依据，可以用手验算。",
        "Every finding gives the place, the sum and the rule, and can be checked by hand.",
    ),
}
