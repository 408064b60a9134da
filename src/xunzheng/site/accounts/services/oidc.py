"""Signing in by a provider of OpenID Connect: code flow with state, nonce and PKCE (S256)."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]  # authlib has no types
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import transaction
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import CITIZEN, LEVELS, STAFF, Account, Link, Session
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.sealing import digest_of, random_text
from xunzheng.site.accounts.services.journalling import note
from xunzheng.site.accounts.services.sessions import BY_OIDC, Caller, begin
from xunzheng.site.project.account_settings import OidcSettings

REALMS: Final = (STAFF, CITIZEN)
STATE_SECONDS: Final = 600
_SALT: Final = "xunzheng oidc"
_WAIT: Final = 10  # seconds for each answer of the provider
_LEEWAY: Final = 60
_LONGEST_SUBJECT: Final = 255  # OpenID Connect Core 1.0, section 2
_ALGORITHMS: Final = ["RS256", "PS256", "ES256"]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom the provider says it is: its own name, the subject under which it knows him, name and level."""

    issuer: str
    subject: str
    name: str
    level: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who came back, where the browser wanted to go, and the session (its number) that asked to be linked."""

    subject: Subject
    going_to: str
    links: str


def provider(realm: str) -> OidcSettings | None:
    """The provider of the realm (staff or citizen), None where none is configured."""
    configured = {STAFF: settings.ACCOUNTS.staff_oidc, CITIZEN: settings.ACCOUNTS.citizen_oidc}
    found: OidcSettings | None = configured.get(realm)
    return found


def link_mark(session: Session) -> str:
    """What the page of the session's account puts into the link by which its owner asks for a link.

    Without it another site could lead a signed-in browser through a provider where it is somebody else,
    who would have the account from then on.
    """
    return digest_of(str(session.pk), "oidc link")


def depart(realm: str, back: str, going_to: str, links: str = "") -> tuple[str, str]:
    """The provider's address to send the browser to, and what its cookie keeps until it comes `back`.

    `links` is the number of the session that asks for a link, empty for signing in.
    Raises `AccountRefused` where there is no such provider, or it does not answer as it should.
    """
    client = _required(realm)
    kept = {
        "realm": realm,
        "nonce": random_text(),
        "verifier": random_text(),
        "next": going_to,
        "links": links,
    }
    described = _describe(client)
    with _session(client, back) as session:
        address, state = session.create_authorization_url(
            described["authorization_endpoint"], nonce=kept["nonce"], code_verifier=kept["verifier"]
        )
    return str(address), signing.dumps({**kept, "state": state}, salt=_SALT)


def arrive(realm: str, back: str, cookie: str, answer: Mapping[str, str], now: datetime) -> Arrival:
    """Whom the provider says it is, and what the browser had wanted.

    Raises `AccountRefused` where the answer does not belong to this browser's request, or the provider's
    token is not signed by it, for us, now and for this request.
    """
    client, kept = _required(realm), _kept(cookie)
    state = answer.get("state", "")
    if kept.get("realm") != realm or not hmac.compare_digest(kept["state"].encode(), state.encode()):
        raise AccountRefused("oidc-state")
    if "code" not in answer:
        raise AccountRefused("oidc-denied")
    described = _describe(client)
    try:
        with _session(client, back, state) as session:
            token = session.fetch_token(
                described["token_endpoint"],
                code=answer["code"],
                code_verifier=kept["verifier"],
                timeout=_WAIT,
            )
            claims = _claims(client, described, token, kept["nonce"], now)
            claims = {**_user(session, described, claims), **claims}
    except (AuthlibBaseError, JoseError, requests.RequestException, KeyError, ValueError) as failure:
        raise AccountRefused("oidc-failed") from failure
    return Arrival(_subject(client, described["issuer"], claims), kept["next"], kept["links"])


def _required(realm: str) -> OidcSettings:
    client = provider(realm)
    if client is None:
        raise AccountRefused("oidc-none")
    return client


def _kept(cookie: str) -> dict[str, str]:
    try:
        kept: dict[str, str] = signing.loads(cookie, salt=_SALT, max_age=STATE_SECONDS)
    except signing.BadSignature:
        raise AccountRefused("oidc-state") from None
    return kept


def _session(client: OidcSettings, back: str, state: str | None = None) -> Any:
    return OAuth2Session(
        client.client_id, client.client_secret, scope="openid profile", redirect_uri=back,
        state=state, code_challenge_method="S256",
    )  # fmt: skip


def _describe(client: OidcSettings) -> Mapping[str, str]:
    """How the provider describes itself; it must be the one that the address names."""
    described = _fetch(client.discovery)
    issuer = str(described.get("issuer", "")).rstrip("/")
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    is_whole = all(isinstance(described.get(each), str) for each in needed)
    if not is_whole or client.discovery != f"{issuer}/.well-known/openid-configuration":
        raise AccountRefused("oidc-failed")
    return described


def _fetch(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=_WAIT, allow_redirects=False)
        answer.raise_for_status()
        read = answer.json()
    except (requests.RequestException, ValueError) as failure:
        raise AccountRefused("oidc-failed") from failure
    if not isinstance(read, dict):
        raise AccountRefused("oidc-failed")
    return read


def _claims(
    client: OidcSettings, described: Mapping[str, str], token: Mapping[str, str], nonce: str, now: datetime
) -> dict[str, Any]:
    """The claims of the ID token, which must be the provider's, for us, now and for this request."""
    keys = KeySet.import_key_set(_fetch(described["jwks_uri"]))  # type: ignore[arg-type]  # checked by it
    read = jwt.decode(token["id_token"], keys, algorithms=_ALGORITHMS)
    wanted = jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=_LEEWAY,
        iss={"essential": True, "value": described["issuer"]},
        aud={"essential": True, "value": client.client_id},
        sub={"essential": True},
        exp={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    wanted.validate(read.claims)
    if read.claims.get("azp", client.client_id) != client.client_id:
        raise ValueError("azp")
    if not isinstance(read.claims["sub"], str) or not 0 < len(read.claims["sub"]) <= _LONGEST_SUBJECT:
        raise ValueError("sub")  # cut to fit it would be somebody else's
    return read.claims


def _user(session: Any, described: Mapping[str, str], claims: Mapping[str, Any]) -> dict[str, Any]:
    """What the provider tells of the user besides, where it has an address for that."""
    if "userinfo_endpoint" not in described:
        return {}
    answer = session.get(described["userinfo_endpoint"], timeout=_WAIT)
    answer.raise_for_status()
    told = answer.json()
    if not isinstance(told, dict) or told.get("sub") != claims["sub"]:
        raise ValueError("sub")
    return told


def _subject(client: OidcSettings, issuer: str, claims: Mapping[str, Any]) -> Subject:
    name = str(claims.get(client.claims.get("name", "name"), ""))
    level = str(claims.get(client.claims.get("level", ""), "0"))
    kept = "".join(sign if sign.isprintable() else " " for sign in name)
    return Subject(
        issuer, str(claims["sub"]), " ".join(kept.split())[:64],
        int(level) if level in {str(each) for each in LEVELS} else 0,
    )  # fmt: skip


def sign_in_as(subject: Subject, realm: str, caller: Caller, now: datetime) -> tuple[str, Session]:
    """Begin a session of the account that is linked to the subject; a new citizen gets an account.

    Raises `AccountRefused` where the account is locked, is of the other realm, or nobody of the staff is
    linked to the subject.
    """
    with transaction.atomic():
        found = Link.objects.filter(issuer=subject.issuer, subject=subject.subject).select_related("account")
        link = found.first()
        if link is None and realm == STAFF:
            raise AccountRefused("oidc-unlinked")
        account = link.account if link else _make_citizen(subject, now)
        if account.locked_at is not None or account.kind != realm:
            raise AccountRefused("login-wrong")
        account.real_name_level = max(account.real_name_level, subject.level)
        account.save(update_fields=["real_name_level"])
        begun = begin(account, BY_OIDC, caller, now)
        note("login", Actor(id=str(account.pk)), account, now, address=caller.address, by=BY_OIDC)
    return begun


def link_account(account: Account, subject: Subject, realm: str, now: datetime) -> None:
    """Link the signed-in account to the subject. Raises `AccountRefused` where another account has it."""
    if account.kind != realm:
        raise AccountRefused("oidc-none")
    with transaction.atomic():
        link, is_new = Link.objects.get_or_create(
            issuer=subject.issuer, subject=subject.subject, defaults={"account": account, "linked_at": now}
        )
        if link.account_id != account.pk:
            raise AccountRefused("oidc-linked-elsewhere")
        if is_new:
            note("account.linked", Actor(id=str(account.pk)), account, now, issuer=subject.issuer)


def _make_citizen(subject: Subject, now: datetime) -> Account:
    """An account without a password, named after the provider's subject."""
    number = digest_of(f"{subject.issuer} {subject.subject}", "oidc login")[:16]
    account = Account.objects.create(
        login=f"oidc.{number}", name=subject.name or number, kind=CITIZEN, password=make_password(None),
        password_set_at=now, must_change_password=False, failures_since=now, made_at=now,
    )  # fmt: skip
    Link.objects.create(account=account, issuer=subject.issuer, subject=subject.subject, linked_at=now)
    note("account.made", Actor(), account, now, login=account.login, kind=CITIZEN, by=BY_OIDC)
    return account
