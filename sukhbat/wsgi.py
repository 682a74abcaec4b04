"""The pages as a WSGI application: synchronous Django is ten times cheaper here than under ASGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sukhbat.settings.production")
application = get_wsgi_application()
