import pytest
from tests.site.accounts.people import sign_in
from tests.site.cases.city import NOW, build_city
pytestmark = pytest.mark.django_db
def test_it(monkeypatch, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr("xunzheng.site.cases.views_ground.present", lambda: NOW)
    import time
    t=time.time()
    city = build_city(1)
    print("built", time.time()-t)
    c = sign_in(city.people["handler-xzsp"])
    for p in ["/work/", "/work/?tab=all", "/work/?q=道路", "/processes/", "/processes/foi-request/1/"]:
        t=time.time(); r=c.get(p); print(p, r.status_code, len(r.content), time.time()-t); assert r.status_code==200
    for path, numbers in city.cases.items():
        t=time.time(); r=c.get(f"/cases/{numbers[0]}/"); print(path, r.status_code, len(r.content), time.time()-t)
    for n in [numbers[0] for numbers in city.cases.values()]:
        r=c.get(f"/cases/{n}/")
        import re
        for href in re.findall(r'href="(/cases/[^"]*/do/[^"]*)"', r.content.decode()):
            r2=c.get(href.replace("&amp;","&")); print(href, r2.status_code); assert r2.status_code==200
    c = sign_in(city.people["supervisor"])
    r=c.get("/board/"); print(r.status_code, len(r.content)); assert r.status_code==200
    c = sign_in(city.people["system-admin"])
    assert c.get("/board/parked/").status_code==200
    c = sign_in(city.people["auditor"])
    r = c.get(f"/cases/{n}/"); print(r.status_code)
    r = c.get(f"/cases/{n}/journal/"); print(r.status_code)
