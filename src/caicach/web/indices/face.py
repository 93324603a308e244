"""What indices, their scoring, gaps and remedies bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.indices.queries import sheets_among, years_among
from caicach.kernel.access import Actor, Permission
from caicach.web.indices import gap_words, words
from caicach.web.indices.state import STATE
from caicach.web.indices.trail_words import ACTS, THINGS
from caicach.web.indices.urls import urlpatterns
from caicach.web.shell.faces import Face, FirstStep, Group, MenuEntry, Start, whoever_may


def _sees_all(actor: Actor) -> bool:
    return actor.may(Permission.INDEX_SEE_ALL)


def _sees_some(actor: Actor) -> bool:
    return _sees_all(actor) or bool(actor.visible_units)


def _scores(actor: Actor) -> bool:
    asked = (Permission.INDEX_SCORE, Permission.INDEX_APPRAISE, Permission.INDEX_DECIDE)
    return any(actor.may(one) for one in asked) or bool(actor.acts_for)


FACE = Face(
    routes=urlpatterns,
    opened={
        "web:index_past_file": whoever_may(Permission.INDEX_MANAGE),
        "web:index_sheet": sheets_among,
        "web:index_year": years_among,
    },
    under="chi-so/",
    menu=(MenuEntry(_("Chỉ số"), "web:index_years", Group.RESULTS, _sees_some),),
    starts=(Start(50, "web:index_years", _sees_all),),
    first_steps=(
        FirstStep(40, _("Chấm điểm: mở kỳ chấm, vào phiếu hoặc bàn thẩm định của mình"), "web:index_years", _scores),
    ),
    words=(words.STEPS, words.STAGES, words.TREATMENTS, gap_words.CAUSES, gap_words.LIKENESSES),
    badges=(words.FINDING_STATES, words.OBJECTION_STATES, words.YEAR_STEPS),
    permissions={
        Permission.INDEX_SEE_ALL: _("Xem điểm của mọi đơn vị"),
        Permission.INDEX_MANAGE: _("Mở kỳ chấm điểm, phân công thẩm định, công bố kết quả"),
        Permission.INDEX_SCORE: _("Tự chấm điểm, giải trình của đơn vị mình"),
        Permission.INDEX_APPRAISE: _("Thẩm định điểm"),
        Permission.INDEX_DECIDE: _("Quyết định điểm của Hội đồng thẩm định"),
    },
    stylesheet="css/indices.css",
    state=STATE,
    acts=ACTS,
    things=THINGS,
)
