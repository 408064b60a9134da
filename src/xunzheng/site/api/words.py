"""The words of the reference page of the interface, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word

API_WORDS: Final[Mapping[str, Word]] = {
    "api-title": Word("程序接口", "Interface for programs"),
    "api-lead": Word(
        "每个请求带一个令牌：Authorization: Bearer xz_…。令牌在“我的账户”里生成，用途决定它能做什么，"
        "随时可以吊销。不接受 Cookie。",
        "Each request carries a token: Authorization: Bearer xz_…. Tokens are made under “My account”; their "
        "scopes say what they may be used for, and they can be revoked at any time. Cookies do not count.",
    ),
    "api-document": Word("OpenAPI 3.1 文档", "OpenAPI 3.1 document"),
    "api-parameters": Word("参数", "Parameters"),
    "api-body": Word("请求体", "Body"),
    "api-answers": Word("答复", "Answers"),
    "api-records": Word("记录", "Records"),
    "api-problems": Word("问题", "Problems"),
    "api-name": Word("名称", "name"),
    "api-type": Word("类型", "type"),
    "api-meaning": Word("含义", "meaning"),
    "api-required": Word("必填", "required"),
    "api-status": Word("状态", "status"),
}
