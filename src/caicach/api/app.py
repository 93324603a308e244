"""The API: resources put together, errors in one shape, closed unless a token or a session opens it."""

from ninja import NinjaAPI

import caicach
import caicach.api.sentences
from caicach.api import documents, errors, plans, scoring_years, tasks, units, work
from caicach.api.auth import Session, Token
from caicach.api.parsing import TextParser

api = NinjaAPI(
    title="caicach",
    version=caicach.__version__,
    description="Documents, tasks and units of a reform programme. Errors say what, why and what to do.",
    urls_namespace="api",
    docs_url=None,  # the page of the framework loads its scripts from elsewhere; a closed network has no elsewhere
    auth=[Token(), Session()],
    parser=TextParser(),
)
errors.install(api)
api.add_router("/documents", documents.router)
api.add_router("", tasks.router)
api.add_router("", work.router)
api.add_router("", plans.router)
api.add_router("", scoring_years.router)
api.add_router("", units.router)
