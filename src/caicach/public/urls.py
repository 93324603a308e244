"""Addresses of the open door. They are kept by others: none is ever given to something else."""

from collections.abc import Iterator

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from caicach.public import api_views, lookup_views, views

app_name = "public"
_PAGES = (
    ("", views.home, "home"),
    ("so-lieu/<slug:name>/", views.series, "series"),
    ("ban/<int:number>/", views.edition, "edition"),
    ("tu-dien/", views.dictionary, "dictionary"),
    ("ho-so/", lookup_views.dossier, "dossier"),
    ("tin.atom", views.feed, "feed"),
)
_DATA = (
    ("", api_views.index, "api"),
    ("editions.json", api_views.editions, "api_editions"),
    ("editions/<int:number>.json", api_views.edition, "api_edition"),
    ("editions/<int:number>/sealed.txt", api_views.sealed_text, "api_sealed"),
    ("editions/<int:number>/<slug:code>.csv", api_views.table, "api_table"),
    ("series/<slug:name>.json", api_views.series, "api_series"),
    ("chain.json", api_views.chain, "api_chain"),
    ("dictionary.json", api_views.dictionary, "api_dictionary"),
)


def _pages() -> Iterator[URLPattern]:
    for language, under in (("vi", ""), ("en", "en/")):
        for address, view, name in _PAGES:
            yield path(f"{under}{address}", login_not_required(view), {"language": language}, name=f"{name}_{language}")


urlpatterns = [
    *_pages(),
    *(path(f"api/v1/{address}", login_not_required(view), name=name) for address, view, name in _DATA),
]
