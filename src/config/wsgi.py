"""The WSGI application that gunicorn serves; it does not start unsafe."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from caicach.cli.installation import refuse_demo_accounts

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
refuse_demo_accounts()
connections.close_all()  # a connection opened here would be shared by the processes of a preloaded application
