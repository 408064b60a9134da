"""What the pages of accounts say, in Chinese and in English, by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from xunzheng.formats.html.words import Word

PAGE_WORDS: Final[Mapping[str, Word]] = {
    "access-title": Word("不能打开", "Not allowed"),
    "access-refused": Word(
        "您的角色不能做这件事，已记入日志。如果工作需要，请找安全管理员任命。",
        "Your roles do not allow this; it was kept in the journal. If your work needs it, ask the security "
        "administrator for an appointment.",
    ),
    "access-sign-in": Word("请先登录再提交，内容没有处理。", "Sign in first; nothing was processed."),
    "account-sign-in": Word("登录", "Sign in"),
    "account-login": Word("登录名", "Login name"),
    "account-password": Word("口令", "Password"),
    "account-by-staff": Word("工作人员统一身份认证", "Sign in as staff by the identity provider"),
    "account-by-citizen": Word("群众统一身份认证", "Sign in as a citizen by the identity provider"),
    "account-forgotten": Word(
        "忘了口令，请找本单位的系统管理员重置。",
        "If you forgot your password, ask your system administrator.",
    ),
    "account-sign-out": Word("退出登录", "Sign out"),
    "account-factor-title": Word("动态口令", "Second factor"),
    "account-factor-lead": Word(
        "打开手机上的验证器，输入现在显示的六位数字；手机不在身边，输入一个备用码。",
        "Open the authenticator on your phone and type the six digits shown, or type a recovery code.",
    ),
    "account-code": Word("六位数字或备用码", "Six digits, or a recovery code"),
    "account-six-digits": Word("验证器显示的六位数字", "The six digits of the authenticator"),
    "account-go-on": Word("继续", "Go on"),
    "account-password-title": Word("更换口令", "Change the password"),
    "account-password-must": Word(
        "首次登录、口令被重置或已经到期，须先更换口令。",
        "At first login, after a reset, or when it has grown old, the password must be changed.",
    ),
    "account-password-rules": Word(
        "至少 {least} 位，大写、小写、数字、符号里有三类；不用常见的、含登录名的、最近 {past} 次用过的。",
        "At least {least} characters, three of capitals, small letters, digits and signs; none that is "
        "common, holds the login name, or was among the last {past}.",
    ),
    "account-password-ends": Word(
        "更换后，别处的登录全部退出。", "All your other sessions end when it is changed."
    ),
    "account-old": Word("现在的口令", "Present password"),
    "account-new": Word("新口令", "New password"),
    "account-repeat": Word("再输一遍新口令", "New password again"),
    "account-set-up-title": Word("设置动态口令", "Set up the second factor"),
    "account-set-up-must": Word(
        "您的账户必须使用动态口令，设置完才能继续。", "Your account needs a second factor before you go on."
    ),
    "account-set-up-lead": Word(
        "用手机上的验证器（任一支持 TOTP 的应用）扫描图案；不能扫描就手工输入密钥。",
        "Scan the picture with an authenticator on your phone (any that knows TOTP), or type the secret.",
    ),
    "account-picture": Word("动态口令的二维码", "QR code of the second factor"),
    "account-secret": Word("密钥", "Secret"),
    "account-codes-title": Word("备用码", "Recovery codes"),
    "account-codes-lead": Word(
        "只显示这一次。请打印或抄下来收好；手机不在身边时，每个可代替动态口令用一次。",
        "Shown this once. Print or copy them; each stands in for the authenticator once.",
    ),
    "account-title": Word("我的账户", "My account"),
    "account-roles": Word("现任职务", "Appointments"),
    "account-no-roles": Word("没有职务。", "None."),
    "account-citizen": Word("群众", "citizen"),
    "account-staff": Word("工作人员", "staff"),
    "account-level": Word("实名等级", "Real-name level"),
    "account-level-0": Word("未实名", "not checked"),
    "account-level-1": Word("已核对姓名与证件号", "name and number checked"),
    "account-level-2": Word("已当面或人脸核验", "seen in person or by face"),
    "account-safety": Word("口令与动态口令", "Password and second factor"),
    "account-password-since": Word("口令于 {day} 更换。", "The password was changed on {day}."),
    "account-factor-on": Word(
        "动态口令已启用，备用码还有 {left} 个。", "The second factor is on; {left} recovery codes are left."
    ),
    "account-factor-off": Word("没有启用动态口令。", "There is no second factor."),
    "account-factor-set-up": Word("启用动态口令", "Set up a second factor"),
    "account-factor-codes": Word("换一组备用码", "New recovery codes"),
    "account-factor-stop": Word("停用动态口令", "Stop the second factor"),
    "account-sessions": Word("登录在哪些地方", "Where you are signed in"),
    "account-this": Word("本次", "this one"),
    "account-device": Word("设备", "Device"),
    "account-address": Word("网络地址", "Address"),
    "account-since": Word("登录时间", "Since"),
    "account-seen": Word("最近操作", "Last seen"),
    "account-end": Word("退出", "End"),
    "account-end-others": Word("退出其他所有地方", "End all others"),
    "account-links": Word("统一身份认证", "Identity provider"),
    "account-linked": Word("已关联 {issuer}（{day}）。", "Linked to {issuer} ({day})."),
    "account-link": Word("关联统一身份", "Link an identity"),
    "account-tokens": Word("接口令牌", "Tokens"),
    "account-tokens-lead": Word(
        "给程序用的凭证，权限不超过您本人，也不超过所选用途。",
        "For programs. A token is allowed no more than you are, and no more than its scopes.",
    ),
    "account-token-name": Word("名称", "Name"),
    "account-token-name-hint": Word(
        "写明给谁用，例如“数据中台”。", "For whom it is, such as “data platform”."
    ),
    "account-scopes": Word("用途", "Scopes"),
    "account-days": Word("有效天数", "Valid for days"),
    "account-token-make": Word("发一个令牌", "Make a token"),
    "account-token-expires": Word("到期", "Expires"),
    "account-token-used": Word("最近使用", "Last used"),
    "account-token-never": Word("从未", "never"),
    "account-revoke": Word("吊销", "Revoke"),
    "account-revoked": Word("已吊销", "revoked"),
    "account-expired": Word("已到期", "expired"),
    "account-token-title": Word("新的令牌", "The new token"),
    "account-once": Word(
        "只显示这一次，现在就抄走；以后谁也看不到。",
        "Shown this once. Copy it now; nobody can see it again.",
    ),
    "account-back": Word("返回", "Back"),
    "people-title": Word("账户", "Accounts"),
    "people-search": Word("按登录名或姓名查找", "Find by login name or name"),
    "people-find": Word("查找", "Find"),
    "people-count": Word("共 {count} 个账户", "{count} accounts"),
    "people-none": Word("没有符合的账户。", "No account matches."),
    "people-new": Word("建立账户", "New account"),
    "people-name": Word("姓名", "Name"),
    "people-kind": Word("类别", "Kind"),
    "people-state": Word("状态", "State"),
    "people-locked": Word("已锁定", "locked"),
    "people-open": Word("正常", "in use"),
    "people-previous": Word("上一页", "Previous"),
    "people-next": Word("下一页", "Next"),
    "people-login-hint": Word(
        "小写字母和数字，例如 zhang.san；建好后不再改。", "Small letters and digits; it is not changed later."
    ),
    "people-make": Word("建立", "Make it"),
    "people-password-title": Word("一次性口令", "One-time password"),
    "people-password-lead": Word(
        "{name}（{login}）首次登录用这个口令，登录后须更换。请当面或打电话告诉本人，不要发在群里。",
        "{name} ({login}) signs in with this once and then changes it. Tell it in person.",
    ),
    "people-lock": Word("锁定账户", "Lock the account"),
    "people-lock-sure": Word(
        "锁定后立即退出所有登录，令牌失效，本人不能再登录。",
        "All sessions end at once, tokens are refused, and nobody signs in with it.",
    ),
    "people-unlock": Word("解锁，清除登录失败记录", "Unlock and forget failed logins"),
    "people-reset": Word("重置口令", "Reset the password"),
    "people-factor-reset": Word("重置动态口令", "Reset the second factor"),
    "people-factor-sure": Word(
        "动态口令和备用码作废，本人下次登录重新设置。",
        "The authenticator and the recovery codes are void; they are set up anew at the next login.",
    ),
    "people-acts": Word("管理", "Administration"),
    "people-appointments": Word("任职", "Appointments"),
    "people-role": Word("角色", "Role"),
    "people-organisation": Word("机构代码", "Organisation"),
    "people-organisation-hint": Word("三员不填。", "Empty for administrators."),
    "people-whole-site": Word("全系统", "whole site"),
    "people-unregistered": Word("未登记", "not in the registry"),
    "people-from": Word("自", "From"),
    "people-to": Word("至（不含）", "Until (excluded)"),
    "people-open-end": Word("未定", "open"),
    "people-by": Word("任命人", "Appointed by"),
    "people-first": Word("系统初始化", "first start"),
    "people-appoint": Word("任命", "Appoint"),
    "people-appoint-end": Word("免去", "End"),
    "people-none-appointed": Word("没有任职。", "No appointments."),
    "people-tokens": Word("令牌", "Tokens"),
    "people-own": Word(
        "这是您自己的账户：任免和锁定须由另一名管理员来做。",
        "This is your own account: appointments and locking are for another administrator.",
    ),
}
