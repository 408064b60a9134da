"""Random texts, their digests, and what is encrypted at rest; all keyed by the site's secret key."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PLAIN: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread on paper


class Unsealed(Exception):
    """加密保存的内容打不开：签名密钥（XUNZHENG_SECRET_KEY）换过了。"""


def random_text() -> str:
    """256 random bits as a text for cookies and tokens."""
    return secrets.token_urlsafe(32)


def readable_code(groups: int = 3) -> str:
    """A random code for people, groups of five signs: 24 bits each."""
    return "-".join("".join(secrets.choice(_PLAIN) for _ in range(5)) for _ in range(groups))


def digest_of(text: str, purpose: str) -> str:
    """The keyed SHA-256 digest, 64 hexadecimal digits; digests of two purposes never agree."""
    return hmac.new(_key(f"digest {purpose}"), text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def seal(text: str, purpose: str) -> str:
    """The text encrypted and signed (Fernet: AES-128-CBC with HMAC-SHA-256)."""
    return _fernet(purpose).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, purpose: str) -> str:
    """The text that was sealed for the purpose. Raises `Unsealed` where it does not open."""
    try:
        return _fernet(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unsealed from None


def _fernet(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(f"seal {purpose}")))


def _key(purpose: str) -> bytes:
    return _derived(settings.SECRET_KEY, purpose)


@lru_cache(maxsize=64)
def _derived(secret: str, purpose: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"xunzheng {purpose}".encode())
    return derivation.derive(secret.encode())
