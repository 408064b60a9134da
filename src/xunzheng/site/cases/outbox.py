"""Brings messages over channels outside the portal: at least once, each with a key to know repeats by."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from xunzheng.site.cases.models import Message, Particular
from xunzheng.site.cases.retrying import DELIVERIES, Due

_LEASE = timedelta(minutes=5)
_SECONDS = 60
_ADDRESSES: Final = ("email", "contact")
_MAIL: Final = (
    "您的办件 {case} 有新的消息，请登录网站，或者凭编号和查询码查看。\n本邮件由系统自动发出，请勿回复。\n\n"
    "There is a new message about your case {case}. Please sign in, or use its number and code, to read it.\n"
    "This mail was sent automatically; please do not answer it.\n"
)


class NotDelivered(Exception):
    """The channel did not take the message; the text says why."""


class NobodyThere(Exception):
    """The channel does not reach whom the message is for, however often it is tried; the text says why."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way. `key` is the same whenever the same message comes again over the same channel."""

    key: str
    case: str
    code: str
    role: str
    recipient: str
    at: str
    text: str
    text_en: str


def deliver(due: Due, now: datetime) -> bool | None:
    """Bring one message; whether that is settled, None where another worker has it. Failures are kept.

    What a channel cannot bring to anybody is settled too: its row says why and is not tried again.
    """
    if not DELIVERIES.claim(due, now, _LEASE):
        return None
    try:
        case_id, number, channel = due.key
        message = Message.objects.select_related("case").get(case=case_id, number=number)
        _channel(channel)(_parcel(message, channel))
    except NobodyThere as nobody:
        DELIVERIES.dropped(due, str(nobody))
        return True
    except Exception as failure:  # a channel may fail in any way, and none may stop the others
        DELIVERIES.failed(due, f"{type(failure).__name__}：{failure}", now)
        return False
    DELIVERIES.done(due, "delivered_at", now)
    return True


def _channel(name: str) -> Callable[[Parcel], None]:
    if name not in CHANNELS:
        raise NotDelivered(f"没有渠道 {name}，现有：{'、'.join(CHANNELS)}")
    return CHANNELS[name]


def _parcel(message: Message, channel: str) -> Parcel:
    number = message.case.number
    return Parcel(
        f"{number}-{message.number}-{channel}", number, message.code, message.role, message.recipient,
        message.at.isoformat(), message.text, message.text_en,
    )  # fmt: skip


def _to_file(parcel: Parcel) -> None:
    """Lay the message as a file of its own into the folder `outbox`, for another system to fetch."""
    folder: Path = settings.DATA_DIR / "outbox"
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / f".{parcel.key}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(parcel), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / f"{parcel.key}.json")


def _to_command(parcel: Parcel) -> None:
    """Give the message as JSON to `MESSAGE_COMMAND`, which brings it by text message or mail."""
    command: str = settings.MESSAGE_COMMAND
    if not command:
        raise NotDelivered("没有设置 XUNZHENG_MESSAGE_COMMAND")
    content = json.dumps(asdict(parcel), ensure_ascii=False).encode()
    ended = subprocess.run(
        shlex.split(command), input=content, capture_output=True, timeout=_SECONDS, check=False
    )
    if ended.returncode != 0:
        said = ended.stderr.decode("utf-8", "replace").strip()[-200:]
        raise NotDelivered(f"发送程序退出码 {ended.returncode}：{said}")


def _by_mail(parcel: Parcel) -> None:
    """Tell the applicant by mail that there is something to read, and nothing of what it says.

    Mail is read on its way: the address and the number of the case are all of a person that it holds.
    """
    address = _address(parcel) if parcel.role == "applicant" else ""
    if not address:
        raise NobodyThere("没有电子邮件地址")
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    EmailMessage(
        f"{parcel.case} 有新的消息", _MAIL.format(case=parcel.case), to=[address],
        headers={"Message-ID": f"<{parcel.key.lower()}@{domain}>", "Auto-Submitted": "auto-generated"},
    ).send()  # fmt: skip


def _address(parcel: Parcel) -> str:
    """The address of mail that the applicant left with the case, empty without one."""
    held = Particular.objects.filter(case__number=parcel.case, kind="value", code__in=_ADDRESSES)
    told = " ".join(text or "" for text in held.order_by("-code", "item").values_list("text", flat=True))
    for word in re.split(r"[\s,;，；、:：<>()（）]+", told):
        try:
            validate_email(word)
        except ValidationError:
            continue
        return word
    return ""


CHANNELS: Final[Mapping[str, Callable[[Parcel], None]]] = {
    "file": _to_file,
    "command": _to_command,
    "mail": _by_mail,
}
"""Every message stands on its reader's page anyway; these bring it further."""
