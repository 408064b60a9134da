"""How the acts on accounts are told to the journal."""

from __future__ import annotations

from datetime import datetime

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import Account
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append

COMMAND_LINE = Actor(id="command-line", name="命令行")
ANONYMOUS_WHO = "anonymous"


def note(kind: str, actor: Actor, account: Account, now: datetime, /, **content: Json) -> None:
    """Keep in the journal what the actor did to the account, within the caller's transaction."""
    append([Note(kind, actor.id or ANONYMOUS_WHO, f"account:{account.pk}", now, content)])
