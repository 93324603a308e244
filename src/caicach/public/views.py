"""Pages of the open door, in Vietnamese and, under ``en/``, in English."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from caicach.kernel.saying import say
from caicach.kernel.unchanged import while_unchanged
from caicach.public.answering import open_answer
from caicach.public.changes import changes_shown
from caicach.public.shown import KIND_WORDS, line_shown, period_text, tables_shown, words_of
from caicach.publications import queries
from caicach.publications.domain.values import Column, EditionLine, PublicKind


@open_answer
def home(request: HttpRequest, language: str) -> HttpResponse:
    lookup = address(language, "dossier") if settings.DOSSIER_LOOKUP else ""
    return HttpResponse(_home(language, lookup))


@while_unchanged()
def _home(language: str, lookup: str) -> str:
    lines = queries.current_editions()
    groups = [
        (words_of(KIND_WORDS[kind]), found)
        for kind in PublicKind
        if (found := [line_shown(line) for line in lines if line.kind is kind])
    ]
    return page("home", language, "home", {"groups": groups, "lookup": lookup})


@open_answer
def series(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """The address that stays: the edition that holds now."""
    return HttpResponse(_edition(language, queries.editions_of(name)[0].number, "series", name))


@open_answer
def edition(request: HttpRequest, language: str, number: int) -> HttpResponse:
    return HttpResponse(_edition(language, number, "edition", number))


@while_unchanged()
def _edition(language: str, number: int, route: str, key: str | int) -> str:
    found = queries.edition(number)
    line, content = found.line, found.content
    others = [line_shown(one) for one in queries.editions_of(line.series) if one.number != number]
    tables = [
        (shown, (mark_safe(wide), mark_safe(narrow)) if wide else None)  # noqa: S308  (our own drawing)
        for shown, (wide, narrow) in tables_shown(content)
    ]
    return page(
        "edition",
        language,
        route,
        {
            "line": line_shown(line),
            "digest": line.digest,
            "series": line.series,
            "kind": words_of(KIND_WORDS[line.kind]),
            "source": words_of(content.source),
            "publisher": found.publisher,
            "reason": found.reason,
            "notes": [words_of(note) for note in content.notes],
            "tables": tables,
            "others": others,
            "changes": changes_shown(line.corrects, queries.edition(line.corrects).content, content)
            if line.corrects
            else None,
        },
        key,
    )


@open_answer
def dictionary(request: HttpRequest, language: str) -> HttpResponse:
    return HttpResponse(_dictionary(language))


@while_unchanged()
def _dictionary(language: str) -> str:
    columns: dict[tuple[str, str], Column] = {}
    for line in queries.current_editions():
        for column in queries.edition(line.number).content.columns():
            columns.setdefault((column.code, say(column.meaning)), column)
    rows = [
        (column.code, words_of(column.title), words_of(column.meaning), words_of(column.unit), column.kind.value)
        for _key, column in sorted(columns.items())
    ]
    return page("dictionary", language, "dictionary", {"rows": rows})


def address(language: str, route: str, *key: object) -> str:
    return reverse(f"public:{route}_{language}", args=key)


def page(template: str, language: str, route: str, context: dict[str, object], *key: object) -> str:
    other = "en" if language == "vi" else "vi"
    shell = {
        "language": language,
        "other": other,
        "other_address": address(other, route, *key),
        "here": address(language, route, *key),
        "home_address": address(language, "home"),
        "dictionary_address": address(language, "dictionary"),
        "feed_address": address(language, "feed"),
        "api_address": reverse("public:api"),
        "licence": settings.OPEN_DATA_LICENCE,
        "licence_url": settings.OPEN_DATA_LICENCE_URL,
    }
    return render_to_string(f"public/{template}.html", {**shell, **context})


@open_answer
def feed(request: HttpRequest, language: str) -> HttpResponse:
    return HttpResponse(_feed(language), content_type="application/atom+xml; charset=utf-8")


@while_unchanged()
def _feed(language: str) -> str:
    """The newest fifty, corrections among them."""
    root = settings.PUBLIC_URL
    made = Atom1Feed(
        title=gettext("Số liệu cải cách hành chính được công bố"),
        link=f"{root}{address(language, 'home')}",
        description="",
        language=language,
        feed_url=f"{root}{address(language, 'feed')}",
    )
    for line in queries.editions(size=50).items:
        link = f"{root}{address(language, 'edition', line.number)}"
        made.add_item(
            title=_feed_title(line),
            link=link,
            description=period_text(line.first_on, line.last_on),
            unique_id=link,
            pubdate=line.published_at,
            updateddate=line.published_at,
            categories=(line.kind.value,),
        )
    return made.writeString("utf-8")


def _feed_title(line: EditionLine) -> str:
    title = say(line.title)
    if line.corrects is None:
        return title
    return gettext("Đính chính bản số {number}: {title}").format(number=line.corrects, title=title)
