"""The rows of openness: how a request is followed, who is asked by link, what is left out, what is published.

The request itself is a case; it is named here by its number, since cases know nothing of this app.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

NUMBER = 60
DIGEST = 64
CODE = 60

if TYPE_CHECKING:  # Django's fields are generic for the type checker only
    from django.db.models.fields.related_descriptors import RelatedManager

    _Text = models.CharField[str, str]
    _Long = models.TextField[str, str]
    _Moment = models.DateTimeField[datetime, datetime]
    _MaybeMoment = models.DateTimeField[datetime | None, datetime | None]


class QueryCode(models.Model):
    """The code by which a request is followed without an account; only its digest is kept."""

    number: _Text = models.CharField(max_length=NUMBER, primary_key=True)
    digest: _Text = models.CharField(max_length=DIGEST)
    made_at: _Moment = models.DateTimeField()

    objects: ClassVar[models.Manager[QueryCode]] = models.Manager()

    class Meta:
        db_table = "openness_query_code"


class Attempt(models.Model):
    """Something that an address has tried: to ask, to follow, to answer."""

    kind: _Text = models.CharField(max_length=20)
    digest: _Text = models.CharField(max_length=DIGEST)
    at: _Moment = models.DateTimeField()

    objects: ClassVar[models.Manager[Attempt]] = models.Manager()

    class Meta:
        db_table = "openness_attempt"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "digest", "at"], name="openness_attempt_recent"),
        ]


class Invitation(models.Model):
    """A link by which somebody gives an opinion once: on which branch of which case, about what.

    `party` is the branch's party as the case knows it, `about` what the agency tells him of the information;
    of the applicant he is told nothing.
    """

    number: _Text = models.CharField(max_length=NUMBER)
    token: _Text = models.CharField(max_length=CODE)
    party: _Text = models.CharField(max_length=100)
    role: _Text = models.CharField(max_length=20)
    about: _Long = models.TextField()
    digest: _Text = models.CharField(max_length=DIGEST, unique=True)
    made_by: _Text = models.CharField(max_length=100)
    made_at: _Moment = models.DateTimeField()
    revoked_at: _MaybeMoment = models.DateTimeField(null=True)
    used_at: _MaybeMoment = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Invitation]] = models.Manager()

    class Meta:
        db_table = "openness_invitation"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["number", "token"], name="openness_invited"),
        ]


class Redaction(models.Model):
    """An original with what was left out of it, and the copies that were made without it (Art. 37).

    The original is kept here and not among the papers of the case, which the applicant may open.
    `copies` names the papers that may be given out.
    """

    number: _Text = models.CharField(max_length=NUMBER, db_index=True)
    name: _Text = models.CharField(max_length=120)
    original: models.BinaryField[bytes, bytes] = models.BinaryField()
    original_digest: _Text = models.CharField(max_length=DIGEST)
    made_by: _Text = models.CharField(max_length=100)
    made_at: _Moment = models.DateTimeField()
    copies: RelatedManager[Copy]
    omissions: RelatedManager[Omission]

    objects: ClassVar[models.Manager[Redaction]] = models.Manager()

    class Meta:
        db_table = "openness_redaction"


class Copy(models.Model):
    """A copy made of a redaction: the paper that it is, and the digest of its bytes."""

    redaction: models.ForeignKey[Redaction, Redaction] = models.ForeignKey(
        "openness.Redaction", models.PROTECT, related_name="copies"
    )
    reference: _Text = models.CharField(max_length=32)
    name: _Text = models.CharField(max_length=120)
    digest: _Text = models.CharField(max_length=DIGEST)

    objects: ClassVar[models.Manager[Copy]] = models.Manager()

    class Meta:
        db_table = "openness_copy"


class Omission(models.Model):
    """A span that was left out: where it stands in the original, on what ground, why; never its words."""

    redaction: models.ForeignKey[Redaction, Redaction] = models.ForeignKey(
        "openness.Redaction", models.PROTECT, related_name="omissions"
    )
    place: models.IntegerField[int, int] = models.IntegerField()
    start: models.IntegerField[int, int] = models.IntegerField()
    length: models.IntegerField[int, int] = models.IntegerField()
    ground: _Text = models.CharField(max_length=CODE)
    reason: _Text = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager[Omission]] = models.Manager()

    class Meta:
        db_table = "openness_omission"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["redaction", "place"], name="openness_omission_once"),
        ]


class Publication(models.Model):
    """An answer that anybody may read: what was asked, how which agency answered; never who asked."""

    number: _Text = models.CharField(max_length=NUMBER)
    reference: _Text = models.CharField(max_length=20, unique=True)
    title: _Text = models.CharField(max_length=200)
    agency: _Text = models.CharField(max_length=40)
    agency_name: _Text = models.CharField(max_length=200)
    outcome: _Text = models.CharField(max_length=CODE)
    answered_on: models.DateField[date, date] = models.DateField()
    text: _Long = models.TextField()
    published_by: _Text = models.CharField(max_length=100)
    published_at: _Moment = models.DateTimeField()
    withdrawn_at: _MaybeMoment = models.DateTimeField(null=True)
    withdrawn_why: _Text = models.CharField(max_length=200, blank=True)
    files: RelatedManager[PublishedFile]

    objects: ClassVar[models.Manager[Publication]] = models.Manager()

    class Meta:
        db_table = "openness_publication"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(withdrawn_at=None), name="openness_published_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-answered_on", "-id"], name="openness_published_latest"),
        ]


class PublishedFile(models.Model):
    """A file of a published answer: a paper of the case that was given to the applicant."""

    publication: models.ForeignKey[Publication, Publication] = models.ForeignKey(
        "openness.Publication", models.PROTECT, related_name="files"
    )
    place: models.IntegerField[int, int] = models.IntegerField()
    reference: _Text = models.CharField(max_length=32)
    name: _Text = models.CharField(max_length=120)

    objects: ClassVar[models.Manager[PublishedFile]] = models.Manager()

    class Meta:
        db_table = "openness_published_file"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["publication", "place"], name="openness_file_once"),
        ]
