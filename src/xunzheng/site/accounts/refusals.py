"""Refusals of accounts: a sentence by its key, in Chinese unless a page says it in another language."""

from __future__ import annotations

from typing import Final, Protocol

from xunzheng.site.accounts.words import ACCOUNT_WORDS

_ROLES: Final = ("held", "wanted")  # the values that are codes of roles, said by their names


class Says(Protocol):
    """Looks a word up and puts values in."""

    def __call__(self, key: str, **values: object) -> str: ...


class AccountRefused(ValueError):
    """The Chinese sentence of the key with its values; `said` says it in the language of a page."""

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(self.said(_in_chinese))

    def said(self, t: Says) -> str:
        """The sentence in the speaker's language."""
        named = {name: t(f"role-{value}") if name in _ROLES else value for name, value in self.values.items()}
        return t(self.key, **named)


class PasswordRefused(AccountRefused):
    """The new password will not do; `faults` are the keys of all reasons."""

    def __init__(self, faults: list[str], **values: object) -> None:
        self.faults = faults
        super().__init__("password-refused", **values)

    def said(self, t: Says) -> str:
        """All that is wrong with it, one sentence after another."""
        return "".join([t(self.key), *(t(fault, **self.values) for fault in self.faults)])


def _in_chinese(key: str, **values: object) -> str:
    return ACCOUNT_WORDS[key].zh.format(**values)
