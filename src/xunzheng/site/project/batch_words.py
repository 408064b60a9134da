"""The words of the site's pages on batches, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word

BATCH_WORDS: Final[Mapping[str, Word]] = {
    "batches": Word("批量", "Batches"),
    "batches-title": Word("一次核查许多份报告", "Check many reports at once"),
    "batches-lead": Word(
        "把一批报告、一个文件夹或 zip 压缩包放进来，在服务器上逐份核查；"
        "看进度、筛选、逐份打开、导出结果和小结。",
        "Hand in reports, a folder or zip archives; they are checked on the server one by one. "
        "Watch, filter, open each, and export results and a summary.",
    ),
    "batch-kept": Word(
        "放进来的报告会存在本服务器上，凭一个猜不到的网址打开，{days} 天后自动删除，也可以随时删除。",
        "What you hand in is stored on this server, opened by an address that cannot be guessed, and "
        "deleted after {days} days, or by you at any time.",
    ),
    "batch-files": Word("选择报告或 zip（可以多选）", "Choose reports or zip archives (several)"),
    "batch-folder": Word("或者选择一个文件夹", "Or choose a folder"),
    "batch-hint": Word(
        "能读 Word、PDF、Excel、网页和文本；最多 {files} 份，合计不超过 {limit} MB，zip 里的也算。",
        "Word, PDF, Excel, web pages and text; at most {files} files and {limit} MB in all, those in "
        "zip archives included.",
    ),
    "batch-drop": Word("也可以把文件拖到这里", "You can also drop files here"),
    "batch-chosen": Word("已选 {count} 个文件，{size} MB", "{count} files chosen, {size} MB"),
    "batch-name": Word("给这批报告起个名字（可以不写）", "A name for the batch (optional)"),
    "batch-send": Word("上传并开始核查", "Upload and start"),
    "batch-sending": Word("正在上传：{percent}%", "Uploading: {percent}%"),
    "batch-unnamed": Word("{at} 的一批报告", "Batch of {at}"),
    "batch-about-kept": Word(
        "存到 {expires}，到时自动删除。请收好这个网址：没有别的入口。",
        "Kept until {expires}, then deleted. Keep this address: there is no other way in.",
    ),
    "batch-delete-sure": Word(
        "报告的原文件和核查结果会从服务器上删去，不能恢复。",
        "The reports and all results are removed from the server and cannot be restored.",
    ),
    "batch-deleted-text": Word(
        "这批报告和核查结果已从服务器上删去。", "The batch and its results were removed from the server."
    ),
    "batch-waiting": Word("排队中：等别的一批核查完。", "Waiting for its turn."),
    "batch-running": Word("正在核查：{finished}/{total} 份", "Checking: {finished} of {total}"),
    "batch-left": Word("大约还要 {minutes} 分钟", "about {minutes} minutes left"),
    "batch-left-soon": Word("不到一分钟", "less than a minute left"),
    "batch-done": Word("核查完了：{total} 份", "Done: {total} reports"),
    "batch-stopped": Word(
        "已停止：核查了 {finished}/{total} 份，可以接着核查。",
        "Stopped: {finished} of {total} are checked; it can be resumed.",
    ),
    "batch-failed": Word("没有核查完：{sentence}", "It could not be finished: {sentence}"),
    "batch-counts": Word(
        "错误 {errors} 处，读不了 {unreadable} 份", "{errors} errors, {unreadable} not readable"
    ),
    "batch-stop": Word("停止", "Stop"),
    "batch-resume": Word("接着核查", "Resume"),
    "batch-exports": Word("导出", "Export"),
    "batch-given-back": Word("加了批注的原件和复核意见（zip）", "Reports with notes, and papers (zip)"),
    "batch-tabs": Word("视图", "Views"),
    "batch-list": Word("报告", "Reports"),
    "batch-summary": Word("小结", "Summary"),
    "batch-back": Word("回到这批报告", "Back to the batch"),
    "batch-notice-file": Word(
        "这份报告属于“{name}”，按现行规则重新核查。",
        "This report belongs to “{name}”; it is checked anew under the current rules.",
    ),
    "batch-filter": Word("筛选", "Filter"),
    "batch-order": Word("排列", "Order"),
    "batch-by-path": Word("按文件名", "By file name"),
    "batch-by-gravity": Word("问题最多的在前", "Most findings first"),
    "batch-apply": Word("显示", "Show"),
    "batch-level-waiting": Word("等待核查", "Waiting"),
    "batch-shown": Word("{shown} 份，共 {total} 份", "{shown} of {total}"),
    "batch-nothing": Word("没有符合条件的报告。", "No report fits."),
    "batch-page": Word("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    "batch-earlier": Word("上一页", "Earlier"),
    "batch-later": Word("下一页", "Later"),
    "batch-results-of-files": Word("每份一行", "one row a report"),
    "batch-results-of-findings": Word("每处发现一行", "one row a finding"),
    "batch-problem-none": Word(
        "还没有文件：请选择报告、文件夹或 zip。",
        "There are no files yet: choose reports, a folder or a zip archive.",
    ),
    "batch-problem-many": Word(
        "文件太多：一批最多 {files} 份。请分成几批。",
        "Too many files: at most {files} in a batch. Hand in several.",
    ),
    "batch-problem-large": Word(
        "合计太大：一批不超过 {limit} MB。请分成几批，或去掉无关的文件。",
        "Too large: at most {limit} MB in a batch. Hand in several, or leave out what does not matter.",
    ),
    "batch-problem-full": Word(
        "本服务器已存有 {kept} 批，不能再多。请先删去不用的，或请管理员调高上限。",
        "This server keeps {kept} batches already. Delete one that is not needed, or ask the administrator.",
    ),
    "batch-problem-space": Word(
        "存不下：{reason}。请告诉管理员。", "It could not be stored: {reason}. Tell the administrator."
    ),
    "batch-problem-export": Word("没有导出：{message}", "Not exported: {message}"),
    "batch-download": Word("下载结果文件", "Download the result"),
    "full-stop": Word("。", "."),
}
