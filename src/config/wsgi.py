"""The WSGI application that gunicorn serves; it does not start unsafe."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from caicach.cli.installation import refuse_demo_accounts

_ASKED_BY_PAGES = (
    *("caicach.documents.previewing", "caicach.documents.write.pdf", "caicach.kernel.tables.xlsx_files"),
    *("duckdb", "scipy.special"),
)
"""A command without them starts sooner; here they are loaded once, before the first page asks."""

gc.disable()  # while everything is loaded: what was loaded a moment ago would be walked again and again
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()
refuse_demo_accounts()
_ = get_resolver().url_patterns  # every page is loaded now, and not while the first person waits
for name in _ASKED_BY_PAGES:
    import_module(name)
connections.close_all()  # a connection opened here would be shared by the processes of a preloaded application
gc.enable()
gc.collect()
gc.freeze()  # what was loaded stays: a full collection walked it in the middle of a page, for a fifth of a second
