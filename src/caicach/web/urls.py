"""The rooms of pages: the one place that names them. A new room is a line here and its own folder.

Their order is the order of their entries within a group of the menu.
"""

from django.urls import URLPattern, URLResolver, include, path

from caicach.web.accounts.face import FACE as ACCOUNTS
from caicach.web.answering.face import FACE as ANSWERING
from caicach.web.boards.face import FACE as BOARDS
from caicach.web.calendar.face import FACE as CALENDAR
from caicach.web.discussions.face import FACE as DISCUSSIONS
from caicach.web.documents.face import FACE as DOCUMENTS
from caicach.web.dossiers.face import FACE as DOSSIERS
from caicach.web.indices.face import FACE as INDICES
from caicach.web.inspections.face import FACE as INSPECTIONS
from caicach.web.institutions.face import FACE as INSTITUTIONS
from caicach.web.letters.face import FACE as LETTERS
from caicach.web.notifications.face import FACE as NOTIFICATIONS
from caicach.web.plans.face import FACE as PLANS
from caicach.web.procedures.face import FACE as PROCEDURES
from caicach.web.publications.face import FACE as PUBLICATIONS
from caicach.web.regimes.face import FACE as REGIMES
from caicach.web.reports.face import FACE as REPORTS
from caicach.web.search.face import FACE as SEARCH
from caicach.web.shell.face import FACE as SHELL
from caicach.web.shell.faces import settle
from caicach.web.surveys.face import FACE as SURVEYS
from caicach.web.tasks.face import FACE as TASKS
from caicach.web.trail.face import FACE as TRAIL
from caicach.web.units.face import FACE as UNITS

ROOMS = (
    BOARDS,
    DOCUMENTS,
    PLANS,
    TASKS,
    LETTERS,
    REPORTS,
    REGIMES,
    DOSSIERS,
    INSPECTIONS,
    PROCEDURES,
    INSTITUTIONS,
    SURVEYS,
    PUBLICATIONS,
    ANSWERING,
    INDICES,
    DISCUSSIONS,
    NOTIFICATIONS,
    ACCOUNTS,
    UNITS,
    CALENDAR,
    TRAIL,
    SEARCH,
    SHELL,
)
settle(ROOMS)

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [path(room.under, include(list(room.routes))) for room in ROOMS]
