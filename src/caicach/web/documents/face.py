"""What received documents bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.correspondence.queries import documents_among
from caicach.kernel.access import Actor, Permission
from caicach.web.documents import words
from caicach.web.documents.list_views import listed_documents
from caicach.web.documents.trail_words import ACTS, THINGS
from caicach.web.documents.urls import urlpatterns
from caicach.web.shell.faces import Face, FirstStep, Group, MenuEntry, Start
from caicach.web.shell.rights import may_any


def _handles(actor: Actor) -> bool:
    return may_any(actor, (Permission.DOCUMENT_RECEIVE, Permission.DOCUMENT_SEE_ALL))


def _sees_some(actor: Actor) -> bool:
    return _handles(actor) or bool(actor.visible_units)


def _receives(actor: Actor) -> bool:
    return actor.may(Permission.DOCUMENT_RECEIVE)


FACE = Face(
    routes=urlpatterns,
    opened={"web:document": documents_among},
    under="van-ban/",
    menu=(MenuEntry(_("Văn bản đến"), "web:documents", Group.WORK, _sees_some),),
    starts=(Start(40, "web:documents", _handles),),
    first_steps=(
        FirstStep(
            10,
            _("Tiếp nhận một văn bản: chọn tệp, soát nhiệm vụ mà hệ thống đọc được, rồi xác nhận để giao"),
            "web:documents",
            _receives,
        ),
    ),
    words=(words.KINDS, words.RECIPIENT_ROLES, words.URGENCIES),
    badges=(words.DOCUMENT_STATES,),
    lists={"web:documents": listed_documents},
    permissions={
        Permission.DOCUMENT_RECEIVE: _("Tiếp nhận văn bản"),
        Permission.DOCUMENT_CONFIRM: _("Soát và xác nhận văn bản"),
        Permission.DOCUMENT_SEE_ALL: _("Xem mọi văn bản đến"),
    },
    acts=ACTS,
    things=THINGS,
)
