"""The words of accounts, in Chinese and in English, by key: the refusals, the roles, the scopes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word
from xunzheng.site.accounts.page_words import PAGE_WORDS

_REFUSALS: Final[Mapping[str, Word]] = {
    "login-wrong": Word(
        "登录名或口令不对，或者账户已停用。请核对后再试；忘了口令请找系统管理员重置。",
        "The login name or password is wrong, or the account is locked. Check both; if the password is "
        "forgotten, ask the system administrator for a new one.",
    ),
    "login-suspended": Word(
        "失败次数太多，暂停登录。请 {minutes} 分钟后再试，或换到平时登录的地方，或请系统管理员解锁。",
        "There were too many failures. Try again in {minutes} minutes or from where you usually sign in, or "
        "ask the system administrator to unlock the account.",
    ),
    "login-form": Word(
        "登录名应为 3 至 64 位的小写字母、数字、点、横线、下划线或 @，以字母或数字开头。",
        "A login name has 3 to 64 small letters, digits, dots, hyphens, underscores or @, and begins with a "
        "letter or digit.",
    ),
    "login-taken": Word("登录名 {login} 已经有人用了，请换一个。", "The login name {login} is taken."),
    "kind-unknown": Word("没有这种账户或实名等级。", "There is no such kind of account or real-name level."),
    "name-form": Word("名称应为 1 至 64 个可见的字。", "A name has 1 to 64 visible characters."),
    "not-oneself": Word(
        "不能对自己的账户做这件事，须由另一名管理员来做。",
        "Nobody does this to his own account; another administrator must.",
    ),
    "password-wrong": Word("现在的口令不对。", "The present password is wrong."),
    "password-refused": Word("新口令不能用：", "The new password will not do: "),
    "password-short": Word("至少要 {least} 位。", "it needs at least {least} characters. "),
    "password-long": Word("太长了，最多 128 位。", "it is longer than 128 characters. "),
    "password-classes": Word(
        "大写字母、小写字母、数字、符号里至少要有三类。",
        "it needs three of capitals, small letters, digits and signs. ",
    ),
    "password-common": Word("是常见口令或键盘顺序。", "it is a common one or a run of keys. "),
    "password-like-login": Word("含有登录名。", "it holds the login name. "),
    "password-again": Word("最近用过。", "it was used lately. "),
    "password-repeat": Word("两次输入的新口令不一样。", "The two new passwords differ."),
    "session-missing": Word("没有这次登录，可能已经退出。", "There is no such session; it may have ended."),
    "role-unknown": Word("没有这个角色。", "There is no such role."),
    "citizen-no-role": Word(
        "群众账户不担任角色。工作人员请另用工作账户。",
        "Citizens hold no role. Members of the staff use an account of their own for it.",
    ),
    "organisation-needless": Word(
        "三员管整个系统，不写机构。", "Administrators serve the whole site: leave the organisation empty."
    ),
    "organisation-form": Word(
        "请写机构代码：字母、数字、点、横线，不超过 40 位。",
        "Give the organisation's code: letters, digits, dots and hyphens, at most 40.",
    ),
    "duties-apart": Word(
        "三员分立：此人已任{held}，不得同时任{wanted}。请先免去原职，或另选一人。",
        "Duties are kept apart: this person is {held} and cannot be {wanted} as well. End that appointment "
        "first, or choose somebody else.",
    ),
    "duties-database": Word(
        "三员分立：数据库拒绝了这项任命，此人刚被任为另一职。",
        "Duties are kept apart: the database refused this, since the person was just appointed otherwise.",
    ),
    "appointed-already": Word(
        "此人在这段时间已任这个职务。", "This person holds this appointment in that period already."
    ),
    "appointment-over": Word("这项任职已经结束。", "This appointment is over."),
    "period-wrong": Word(
        "起止日期不对：不能早于今天，止日须在起日之后。",
        "The period is wrong: it does not begin before today, and ends after it begins.",
    ),
    "code-wrong": Word(
        "动态口令不对，或已经用过。请等下一个再试，并核对手机时间。",
        "The code is wrong or was used. Wait for the next one, and check the clock of your phone.",
    ),
    "factor-in-use": Word("已在使用动态口令。", "A second factor is in use already."),
    "factor-obliged": Word(
        "按规定必须使用动态口令，不能停用。换手机请找安全管理员重置。",
        "A second factor is obligatory for you. If you change the phone, ask the security administrator.",
    ),
    "factor-unsealed": Word(
        "动态口令的密钥打不开：服务器的签名密钥换过了。请用备用码登录，或找安全管理员重置。",
        "The authenticator's secret cannot be opened, since the server's key was changed. Use a recovery "
        "code or ask the security administrator.",
    ),
    "scopes-wrong": Word("请至少选一项用途。", "Choose at least one scope."),
    "token-days": Word("有效期应为 1 至 {most} 天。", "A token is valid for 1 to {most} days."),
    "token-administrator": Word("管理员账户不发令牌。", "There are no tokens for administrators' accounts."),
    "token-many": Word(
        "令牌最多 {most} 个，请先吊销不用的。", "There are {most} tokens already; revoke some."
    ),
    "oidc-none": Word("没有开通这种登录方式。", "There is no such way of signing in."),
    "oidc-state": Word(
        "这次统一认证已过期或不是从本页发起的，请重新登录。",
        "This sign-in has expired or was not begun here. Begin again.",
    ),
    "oidc-denied": Word("统一认证没有完成：对方没有同意。", "The provider did not agree to sign you in."),
    "oidc-failed": Word(
        "统一身份认证服务没有正常答复，请稍后再试，或用口令登录。",
        "The identity provider did not answer as it should. Try again later, or use your password.",
    ),
    "oidc-unlinked": Word(
        "这个统一身份还没有关联工作账户。请先用口令登录，在“我的账户”里关联。",
        "This identity is not linked to an account. Sign in by password and link it under “My account”.",
    ),
    "oidc-linked-elsewhere": Word(
        "这个统一身份已经关联了别的账户。", "This identity is linked to another account."
    ),
    "form-incomplete": Word("没有填完整，请补全后再提交。", "Something is missing; complete the form."),
    "demo-https": Word(
        "演示账户的口令是公开的，不能用在 HTTPS 站点上。请改 XUNZHENG_HTTPS，或用 init。",
        "The demo's passwords are printed; it is not for a site by HTTPS. Use init.",
    ),
    "demo-not-empty": Word(
        "数据库里已有账户，什么也没有做。", "There are accounts in the database; nothing was done."
    ),
}

_ROLES: Final[Mapping[str, Word]] = {
    "role-applicant": Word("申请人", "applicant"),
    "role-third-party": Word("第三方", "third party"),
    "role-co-producer": Word("协办", "co-producer"),
    "role-receiver": Word("收件", "receiver"),
    "role-handler": Word("经办", "handler"),
    "role-approver": Word("审批", "approver"),
    "role-supervisor": Word("督办", "supervisor"),
    "role-leader": Word("领导", "leader"),
    "role-registrar": Word("登记管理", "registrar"),
    "role-editor": Word("发布", "editor"),
    "role-auditor": Word("审计", "auditor"),
    "role-system-admin": Word("系统管理员", "system administrator"),
    "role-security-admin": Word("安全管理员", "security administrator"),
    "role-audit-admin": Word("审计管理员", "audit administrator"),
}

_SCOPES: Final[Mapping[str, Word]] = {
    "scope-cases:personal": Word("读取办件里的个人信息", "read personal values of cases"),
    "scope-cases:read": Word("读取办件", "read cases"),
    "scope-cases:write": Word("提交和办理办件", "open cases and act on them"),
    "scope-registry:read": Word("读取机构、区划与岗位", "read the registry"),
    "scope-registry:write": Word("维护机构、区划与岗位", "keep the registry"),
}

ACCOUNT_WORDS: Final[Mapping[str, Word]] = {**_REFUSALS, **_ROLES, **_SCOPES, **PAGE_WORDS}
