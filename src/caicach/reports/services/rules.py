"""Which work comes first after holidays."""

from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput
from caicach.kernel.vocabulary import ReformArea
from caicach.reports.models import FirstRule

_LONGEST = 60


@transaction.atomic
def set_first_rule(actor: Actor, *, areas: tuple[ReformArea, ...], keywords: tuple[str, ...], now: datetime) -> None:
    """Work of these areas, or with one of these words in it, stands first after a block of holidays."""
    require(actor, Permission.RULES_MANAGE)
    words = tuple(dict.fromkeys(" ".join(word.split()) for word in keywords if word.strip()))
    if not words and not areas:
        raise InvalidInput(
            "first_rule.empty",
            what="Chưa có lĩnh vực hay từ khóa nào.",
            why="Quy tắc trống thì không việc nào được xếp lên đầu.",
            todo="Hãy chọn ít nhất một lĩnh vực hoặc ghi một từ khóa.",
        )
    too_long = next((word for word in words if len(word) > _LONGEST), None)
    if too_long:
        raise InvalidInput(
            "first_rule.too_long",
            what="Từ khóa «{word}…» quá dài.",
            why="Mỗi từ khóa tối đa {most} ký tự; các từ khóa cách nhau bằng dấu phẩy hoặc xuống dòng.",
            todo="Hãy tách thành nhiều từ khóa.",
            word=too_long[:30],
            most=_LONGEST,
        )
    chosen = [area.value for area in areas]
    FirstRule.objects.create(areas=chosen, keywords=list(words), set_at=now, set_by_name=actor.name)
    new = {"areas": chosen, "keywords": list(words)}
    audit.record(actor, "reports.first_rule.set", subject=("first_rule", 1), now=now, new=new)
