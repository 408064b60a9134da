"""What the pages of accounts share: how they are drawn, and how a refusal is shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xunzheng.site.accounts.forms import safe_next
from xunzheng.site.accounts.middleware import sign_in_of
from xunzheng.site.accounts.models import Session
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.project.templates import speaker_for

UNPROCESSABLE = 422


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """The page; `problem` is the sentence of a refusal, empty where there is none."""
    return render(request, template, {"problem": "", **context}, status=status)


def sentence(request: HttpRequest, refused: AccountRefused) -> str:
    """The refusal in the language of the request."""
    return refused.said(speaker_for(request))


def going_to(request: HttpRequest) -> str:
    """Where the browser goes when it is signed in: the `next` of the form or address, if it is ours."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    return safe_next(wanted, reverse("accounts:account"))


def required_session(request: HttpRequest) -> Session:
    """The session of the request, where the table of routes has seen to it that there is one."""
    session, _ = sign_in_of(request)
    assert session is not None
    return session
