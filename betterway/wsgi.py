"""The WSGI entrance: what gunicorn serves. Production unless told otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("BETTERWAY_ENV", "production")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "betterway.settings")

application = get_wsgi_application()
