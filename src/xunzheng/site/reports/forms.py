"""The form that a report comes in by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Submission:
    """A report as it was handed in; `name` is None for a pasted text."""

    content: bytes
    name: str | None
    keep: bool


class ReportForm(forms.Form):
    """A file or a pasted text, and whether to keep it. What is wrong is a code, worded by the page."""

    file = forms.FileField(required=False, allow_empty_file=True)
    text = forms.CharField(required=False, strip=False)
    keep = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse nothing at all, both at once, an empty file, and what is over the limit."""
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if self.errors:
            return cleaned
        if isinstance(file, UploadedFile):
            self._check_file(file, text)
        elif not text.strip():
            raise forms.ValidationError("", code="empty")
        else:
            _check_size(len(text.encode()))
        return cleaned

    def _check_file(self, file: UploadedFile[Any], text: str) -> None:
        if text.strip():
            raise forms.ValidationError("", code="both")
        if not file.size:
            raise forms.ValidationError("", code="empty-file", params={"name": file.name})
        _check_size(file.size)

    def submission(self) -> Submission:
        """What was handed in, once the form is valid."""
        file, keep = self.cleaned_data["file"], bool(self.cleaned_data["keep"])
        if isinstance(file, UploadedFile):
            return Submission(file.read(), file.name, keep)
        return Submission(self.cleaned_data["text"].encode(), None, keep)

    def problem(self) -> tuple[str, dict[str, Any]]:
        """The code of the first thing that is wrong, with the values that its sentence names."""
        errors = [error for wrong in self.errors.as_data().values() for error in wrong]
        code = errors[0].code or ""
        if code in ("empty", "both", "empty-file", "too-large"):
            return code, dict(errors[0].params or {})
        return ("binary" if code == "null_characters_not_allowed" else "request"), {}


def _check_size(size: int) -> None:
    if size > settings.UPLOAD_LIMIT:
        limit, found = settings.UPLOAD_LIMIT // MEGABYTE, f"{size / MEGABYTE:.1f}"
        raise forms.ValidationError("", code="too-large", params={"limit": limit, "size": found})
