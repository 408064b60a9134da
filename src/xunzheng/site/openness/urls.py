"""The addresses of openness."""

from __future__ import annotations

from django.urls import path

from xunzheng.site.openness.views import answering, asking, following, publication, staff

app_name = "openness"
urlpatterns = [
    path("", publication.index, name="index"),
    path("published/<str:reference>/", publication.answer, name="published"),
    path("published/<str:reference>/files/<int:place>/", publication.answer_file, name="published-file"),
    path("published/<str:reference>/withdraw/", publication.withdraw, name="withdraw"),
    path("feed.<slug:kind>", publication.feed, name="feed"),
    path("yearly/", publication.yearly, name="yearly"),
    path("yearly.<slug:kind>", publication.yearly_file, name="yearly-file"),
    path("request/", asking.request_form, name="request"),
    path("follow/", following.follow, name="follow"),
    path("follow/leave/", following.leave, name="leave"),
    path("follow/<str:number>/", following.followed, name="followed"),
    path("follow/<str:number>/do/<slug:action>/", following.act, name="act"),
    path("follow/<str:number>/papers/<str:reference>/", following.paper, name="paper"),
    path("follow/<str:number>/receipt.<slug:kind>", following.receipt_file, name="receipt"),
    path("answer/<str:secret>/", answering.answer_by_link, name="answer"),
    path("register/", staff.register_form, name="register"),
    path("waiting/", publication.waiting, name="waiting"),
    path("tasks/<str:number>/ask/", staff.ask, name="ask"),
    path("tasks/<str:number>/ask/letter/", staff.opinion_file, name="opinion-file"),
    path("tasks/<str:number>/redact/", staff.redact, name="redact"),
    path("tasks/<str:number>/redact/<int:redaction>/", staff.mark, name="mark"),
    path("tasks/<str:number>/decide/", staff.decide, name="decide"),
    path("tasks/<str:number>/letter/", staff.letter_page, name="letter-page"),
    path("tasks/<str:number>/letter.<slug:kind>", staff.letter_file, name="letter"),
    path("tasks/<str:number>/receipt.<slug:kind>", staff.receipt_of, name="staff-receipt"),
    path("tasks/<str:number>/deliver/", staff.deliver, name="deliver"),
    path("tasks/<str:number>/publish/", publication.publish, name="publish"),
]
