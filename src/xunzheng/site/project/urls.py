"""The site's addresses."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("batches/", include("xunzheng.site.batches.urls")),
    path("api/", include("xunzheng.site.api.urls")),
    path("journal/", include("xunzheng.site.journal.urls")),
    path("registry/", include("xunzheng.site.registry.urls")),
    path("openness/", include("xunzheng.site.openness.urls")),
    path("", include("xunzheng.site.operations.urls")),
    path("", include("xunzheng.site.accounts.urls")),
    path("", include("xunzheng.site.cases.urls")),
    path("", include("xunzheng.site.reports.urls")),
]

handler400 = "xunzheng.site.reports.views.refuse"
handler404 = "xunzheng.site.reports.views.miss"
handler500 = "xunzheng.site.reports.views.fail"
