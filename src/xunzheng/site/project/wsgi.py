"""The WSGI application, for a server in production."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xunzheng.site.project.settings")
application = get_wsgi_application()
