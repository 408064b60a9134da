"""The rows of accounts: who there is, what they are appointed to, and how they sign in."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from xunzheng.site.accounts.roles import APPOINTABLE

CITIZEN, STAFF = "citizen", "staff"
LEVELS = (0, 1, 2)
"""Real-name levels: nothing known, name and number checked, seen in person or by face."""


class Accounts(BaseUserManager["Account"]):
    """Finds accounts; they are made by `services.accounts` alone."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account with that login name."""
        return self.get(login=username)


class Account(AbstractBaseUser):
    """Somebody who can sign in: a citizen, or one of the staff."""

    login: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    name: models.CharField[str, str] = models.CharField(max_length=64)
    kind: models.CharField[str, str] = models.CharField(max_length=8)
    real_name_level: models.PositiveSmallIntegerField[int, int] = models.PositiveSmallIntegerField(default=0)
    last_login = None
    password_set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    must_change_password: models.BooleanField[bool, bool] = models.BooleanField(default=True)
    locked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    failures_since: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    made_by: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+"
    )

    USERNAME_FIELD = "login"
    objects: ClassVar[Accounts] = Accounts()

    class Meta:
        """What the database itself refuses."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=(CITIZEN, STAFF)), name="account_kind"),
            models.CheckConstraint(condition=Q(real_name_level__in=LEVELS), name="account_level"),
        ]

    def __str__(self) -> str:
        return self.login


class Appointment(models.Model):
    """A role that somebody of the staff holds in an organisation on the half-open period of days.

    `organisation` is the code in the registry, empty for the administrators of the whole site. Who
    appointed is None only for the first administrators, whom the command line makes. A trigger refuses
    what `roles.is_conflict` names, and an appointment of a citizen.
    """

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="appointments"
    )
    role: models.CharField[str, str] = models.CharField(max_length=20)
    organisation: models.CharField[str, str] = models.CharField(max_length=40, blank=True)
    valid_from: models.DateField[date, date] = models.DateField()
    valid_to: models.DateField[date | None, date | None] = models.DateField(null=True)
    appointed_by: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )
    appointed_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    account_id: int  # set by Django beside `account`
    objects: ClassVar[models.Manager[Appointment]] = models.Manager()

    class Meta:
        """What the database itself refuses, beside the trigger."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["role", "organisation"], name="appointment_by_role")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in APPOINTABLE]), name="appointment_role"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="appointment_period"
            ),
            models.CheckConstraint(
                condition=Q(appointed_by=None) | ~Q(appointed_by=F("account")), name="appointment_not_own"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organisation}".strip()


class PastPassword(models.Model):
    """The hash of a password that the account had, so that it does not come back."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="past_passwords"
    )
    password: models.CharField[str, str] = models.CharField(max_length=128)
    set_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    objects: ClassVar[models.Manager[PastPassword]] = models.Manager()


class Attempt(models.Model):
    """One try to sign in: the digest of what was typed as the login name, and from where.

    A digest, since people type their password into the wrong field. `account` is None where no account
    has that login name.
    """

    login_digest: models.CharField[str, str] = models.CharField(max_length=64)
    account: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+"
    )
    address: models.CharField[str, str] = models.CharField(max_length=45)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    has_succeeded: models.BooleanField[bool, bool] = models.BooleanField(default=False)

    account_id: int | None  # set by Django beside `account`
    objects: ClassVar[models.Manager[Attempt]] = models.Manager()

    class Meta:
        """The two ways in which attempts are counted."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["login_digest", "at"], name="attempt_by_login"),
            models.Index(fields=["address", "at"], name="attempt_by_address"),
        ]


class Session(models.Model):
    """A browser that is signed in. The cookie holds a random token, the row only its digest."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="sessions"
    )
    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    by: models.CharField[str, str] = models.CharField(max_length=8)
    started_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    seen_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    second_factor_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    address: models.CharField[str, str] = models.CharField(max_length=45)
    device: models.CharField[str, str] = models.CharField(max_length=200, blank=True)

    account_id: int  # set by Django beside `account`
    objects: ClassVar[models.Manager[Session]] = models.Manager()

    class Meta:
        """The sessions of an account, the open ones first asked for."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "ended_at"], name="session_by_account")
        ]


class SecondFactor(models.Model):
    """The shared secret of an authenticator, encrypted; `last_step` is the newest time step that was used."""

    account: models.OneToOneField[Account, Account] = models.OneToOneField(
        Account, on_delete=models.CASCADE, related_name="second_factor"
    )
    secret: models.TextField[str, str] = models.TextField()
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    confirmed_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    last_step: models.BigIntegerField[int, int] = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager[SecondFactor]] = models.Manager()


class RecoveryCode(models.Model):
    """The digest of a code that stands in for the authenticator once."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest: models.CharField[str, str] = models.CharField(max_length=64)
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[RecoveryCode]] = models.Manager()


class Link(models.Model):
    """The subject under which an OIDC provider knows the account."""

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="links"
    )
    issuer: models.CharField[str, str] = models.CharField(max_length=255)
    subject: models.CharField[str, str] = models.CharField(max_length=255)
    linked_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    account_id: int  # set by Django beside `account`
    objects: ClassVar[models.Manager[Link]] = models.Manager()

    class Meta:
        """One account for a subject."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="link_subject")
        ]


class Token(models.Model):
    """A bearer token for programs: `prefix` tells it from others, only the digest of the rest is kept.

    `scopes` are separated by single spaces, as OAuth writes them.
    """

    account: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="tokens"
    )
    name: models.CharField[str, str] = models.CharField(max_length=64)
    prefix: models.CharField[str, str] = models.CharField(max_length=12, unique=True)
    digest: models.CharField[str, str] = models.CharField(max_length=64)
    scopes: models.CharField[str, str] = models.CharField(max_length=255)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    made_by: models.ForeignKey[Account, Account] = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+"
    )
    expires_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    last_used_on: models.DateField[date | None, date | None] = models.DateField(null=True)
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Token]] = models.Manager()
