"""The API: resources put together, errors in one shape, closed unless a token or a session opens it.

A resource is a file here with a ``router``, under its ``PREFIX`` if it has one; no list names it.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from ninja import NinjaAPI, Router

import caicach
import caicach.api
import caicach.api.sentences
from caicach.api import errors
from caicach.api.auth import Session, Token
from caicach.api.parsing import TextParser


def routers() -> Iterator[tuple[str, Router]]:
    """The router of every file of this package that has one, under the file's ``PREFIX``; by the names of the files."""
    for name in sorted(module.name for module in iter_modules(caicach.api.__path__)):
        module = import_module(f"{caicach.api.__name__}.{name}") if name != "app" else None
        if isinstance(router := getattr(module, "router", None), Router):
            yield getattr(module, "PREFIX", ""), router


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
for prefix, router in routers():
    api.add_router(prefix, router)
