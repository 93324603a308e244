"""What letters that go out bring to the whole."""

from django.utils.translation import gettext_lazy as _

from caicach.correspondence.queries import letters_among
from caicach.kernel.access import Actor, Permission
from caicach.web.letters import words
from caicach.web.letters.list_views import listed_letters
from caicach.web.letters.rights import may_see_registers
from caicach.web.letters.trail_words import ACTS, THINGS
from caicach.web.letters.urls import urlpatterns
from caicach.web.shell.faces import Face, Group, MenuEntry


def _sees_some(actor: Actor) -> bool:
    return may_see_registers(actor) or bool(actor.visible_units)


FACE = Face(
    routes=urlpatterns,
    opened={"web:letter": letters_among},
    under="van-ban-di/",
    menu=(MenuEntry(_("Văn bản đi"), "web:letters", Group.WORK, _sees_some),),
    words=(words.PURPOSES, words.REPLY_KINDS, words.SIGNATURE_ROLES, words.NUMBER_STATES),
    badges=(words.LETTER_STATES,),
    lists={"web:letters": listed_letters},
    permissions={
        Permission.LETTER_DRAFT: _("Soạn văn bản đi"),
        Permission.LETTER_ISSUE: _("Cấp số, đăng ký, phát hành văn bản đi"),
        Permission.LETTER_SIGN: _("Ký văn bản đi"),
    },
    stylesheet="css/letters.css",
    acts=ACTS,
    things=THINGS,
)
