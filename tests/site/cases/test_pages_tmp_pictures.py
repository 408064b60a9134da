import os
import pytest
from playwright.sync_api import Browser
from tests.site.accounts.people import sign_in
from tests.site.cases.city import NOW, build_city, link_two
from xunzheng.site.accounts.middleware import cookie_name

OUT = "/tmp/pages-shots"


@pytest.mark.django_db(transaction=True)
def test_shoot(monkeypatch, settings, browser, live_server):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["*"]
    import sys

    sys.path.insert(0, "/tmp/pages")
    settings.ROOT_URLCONF = "pages_urls"
    monkeypatch.setattr("xunzheng.site.cases.views_ground.present", lambda: NOW)
    os.makedirs(OUT, exist_ok=True)
    city = build_city(5)
    link_two(city, city.cases["extended"][0], city.cases["handling"][0])
    print(sum(map(len, city.cases.values())))

    def ctx(who, size, **k):
        c = browser.new_context(viewport=size, reduced_motion="reduce", locale="zh-CN", **k)
        token = sign_in(city.people[who]).cookies[cookie_name()].value
        c.add_cookies([{"name": cookie_name(), "value": token, "url": live_server.url}])
        return c

    W, P = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

    def case(path, office="xzsp"):
        from xunzheng.site.cases.models import Case

        for n in city.cases[path]:
            if Case.objects.get(number=n).organisation.endswith(office):
                return n

    shots = [
        ("work", "handler-xzsp", "/work/?tab=all"),
        ("mine", "handler-xzsp", "/work/"),
        ("found", "handler-xzsp", "/work/?q=道路"),
        ("extended", "handler-xzsp", f"/cases/{case('extended')}/"),
        ("consulting", "handler-xzsp", f"/cases/{case('consulting')}/?clock=reply"),
        ("overdue", "handler-zjj", f"/cases/{case('overdue', 'zjj')}/"),
        ("audit", "auditor", f"/cases/{case('extended')}/journal/"),
        ("masked", "auditor", f"/cases/{case('extended')}/"),
        ("partly", "handler-xzsp", f"/cases/{case('partly')}/"),
        ("draft", "handler-xzsp", f"/cases/{case('handling')}/do/draft/"),
        ("consult", "handler-xzsp", f"/cases/{case('handling')}/do/consult/"),
        ("board", "supervisor", "/board/"),
        ("process", "handler-xzsp", "/processes/foi-request/1/"),
        ("english", "handler-xzsp", f"/cases/{case('extended')}/?lang=en"),
    ]
    only = os.environ.get("ONLY")
    from xunzheng.site.cases.models import Case

    o = city.cases["overdue"][0]
    short = Case.objects.get(number=o).organisation.partition("-")[2]
    shots.append(("overdue2", f"handler-{short}", f"/cases/{o}/"))
    for size, name in ((W, "wide"), (P, "phone")):
        for what, who, path in shots:
            if only and what not in only.split(","):
                continue
            c = ctx(who, size)
            page = c.new_page()
            page.set_default_timeout(5000)
            errs = []
            page.on("console", lambda m: errs.append(m.text) if m.type == "error" else None)
            page.goto(live_server.url + path)
            if what == "draft":
                page.fill("#f-answer", "见附件。")
                page.evaluate("document.querySelector('form.submission').noValidate = true")
                page.select_option("#f-decision", "partly-given")
                page.click("button.primary")
            page.screenshot(path=f"{OUT}/{what}-{name}.png", full_page=True)
            w = page.evaluate("document.documentElement.scrollWidth")
            print(what, name, w, errs)
            c.close()
