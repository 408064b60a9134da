"""What the pages of accounts are sent."""

from __future__ import annotations

from django import forms
from django.utils.http import url_has_allowed_host_and_scheme

from xunzheng.site.accounts.models import CITIZEN, LEVELS, STAFF
from xunzheng.site.accounts.passwords import LONGEST
from xunzheng.site.accounts.permissions import SCOPES
from xunzheng.site.accounts.roles import APPOINTABLE

_LONGEST_ADDRESS = 2000


class SignInForm(forms.Form):
    """Login name and password."""

    login = forms.CharField(max_length=64)
    password = forms.CharField(max_length=LONGEST, strip=False)


class CodeForm(forms.Form):
    """A code of the authenticator, or a recovery code."""

    code = forms.CharField(max_length=40)


class PasswordForm(forms.Form):
    """The present password and twice the new one."""

    old = forms.CharField(max_length=LONGEST, strip=False)
    new = forms.CharField(max_length=1000, strip=False)
    repeat = forms.CharField(max_length=1000, strip=False)


class TokenForm(forms.Form):
    """A token: its name, scopes and days."""

    name = forms.CharField(max_length=64)
    scopes = forms.MultipleChoiceField(choices=[(scope, scope) for scope in SCOPES], required=False)
    days = forms.IntegerField(min_value=1, max_value=3650)


class AccountForm(forms.Form):
    """A new account."""

    login = forms.CharField(max_length=64)
    name = forms.CharField(max_length=64)
    kind = forms.ChoiceField(choices=[(STAFF, STAFF), (CITIZEN, CITIZEN)])
    level = forms.TypedChoiceField(choices=[(level, level) for level in LEVELS], coerce=int)


class AppointmentForm(forms.Form):
    """A new appointment."""

    role = forms.ChoiceField(choices=[(role, role) for role in APPOINTABLE])
    organisation = forms.CharField(max_length=40, required=False)
    valid_from = forms.DateField(required=False)
    valid_to = forms.DateField(required=False)


def safe_next(address: str, otherwise: str) -> str:
    """The address, if it is a path of this site; what leads elsewhere becomes `otherwise`.

    >>> safe_next("//evil.example/", "/"), safe_next("/tasks/?due=1", "/")
    ('/', '/tasks/?due=1')
    """
    is_path = address.startswith("/") and address.isprintable() and len(address) <= _LONGEST_ADDRESS
    is_ours = is_path and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else otherwise
