"""The addresses of accounts."""

from __future__ import annotations

from django.urls import path

from xunzheng.site.accounts.views import administration, oidc, own, signing_in

app_name = "accounts"
urlpatterns = [
    path("login/", signing_in.login, name="login"),
    path("login/second-factor/", signing_in.second_factor, name="second-factor"),
    path("login/<slug:realm>/", oidc.depart, name="oidc"),
    path("login/<slug:realm>/back/", oidc.arrive, name="oidc-back"),
    path("logout/", signing_in.logout, name="logout"),
    path("account/", own.account, name="account"),
    path("account/password/", signing_in.password, name="password"),
    path("account/second-factor/", signing_in.set_up, name="set-up"),
    path("account/second-factor/picture.svg", signing_in.picture, name="picture"),
    path("account/second-factor/codes/", own.renew_codes, name="renew-codes"),
    path("account/second-factor/stop/", own.stop_factor, name="stop-factor"),
    path("account/sessions/end/", own.end_others, name="end-others"),
    path("account/sessions/<int:pk>/end/", own.end_session, name="end-session"),
    path("account/tokens/", own.make_token, name="make-token"),
    path("account/tokens/<int:pk>/revoke/", own.revoke_token, name="revoke-token"),
    path("accounts/", administration.list_people, name="people"),
    path("accounts/new/", administration.new_person, name="new-person"),
    path("accounts/<int:pk>/", administration.person, name="person"),
    path("accounts/<int:pk>/lock/", administration.lock, name="lock"),
    path("accounts/<int:pk>/unlock/", administration.unlock, name="unlock"),
    path("accounts/<int:pk>/password/", administration.reset_password, name="reset-password"),
    path("accounts/<int:pk>/second-factor/", administration.reset_factor, name="reset-factor"),
    path("accounts/<int:pk>/appointments/", administration.appoint, name="appoint"),
    path(
        "accounts/<int:pk>/appointments/<int:appointment>/end/",
        administration.end_appointment,
        name="end-appointment",
    ),
    path(
        "accounts/<int:pk>/tokens/<int:token>/revoke/",
        administration.revoke_token,
        name="revoke-others-token",
    ),
]
