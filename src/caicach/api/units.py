"""Who the caller is; units on a date; phrases to units."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema

from caicach.api.auth import actor_of
from caicach.api.errors import ERRORS
from caicach.kernel.access import Permission, Role
from caicach.organisations import queries
from caicach.organisations.domain.addressing import Resolution, resolve
from caicach.organisations.domain.units import Level, UnitType

router = Router(tags=["units"])


class Me(Schema):
    name: str
    roles: list[Role]
    permissions: list[Permission]
    acts_for: list[str]


class UnitOut(Schema):
    code: str
    name: str
    short_name: str
    level: Level
    type: UnitType
    parent: str | None
    is_verified: bool


@router.get("/me", response={200: Me, **ERRORS}, summary="Who the caller is and what it may do")
def get_me(request: HttpRequest) -> Me:
    actor = actor_of(request)
    return Me(
        name=actor.name,
        roles=sorted(actor.roles),
        permissions=sorted(actor.permissions),
        acts_for=sorted(actor.acts_for),
    )


@router.get("/units", response={200: list[UnitOut], **ERRORS}, summary="Units valid on a date")
def list_units(request: HttpRequest, on: date, level: Level | None = None) -> list[UnitOut]:
    directory = queries.directory_on(on)
    chosen = directory.units if level is None else directory.at_level(level)
    return [
        UnitOut(
            code=u.code,
            name=u.name,
            short_name=u.short_name,
            level=u.level,
            type=u.type,
            parent=u.parent,
            is_verified=u.is_verified,
        )
        for u in chosen
    ]


@router.get("/units/resolve", response={200: Resolution, **ERRORS}, summary="Which units a phrase means, and why")
def resolve_phrase(
    request: HttpRequest, phrase: Annotated[str, Query(min_length=1, max_length=2_000)], on: date
) -> Resolution:
    return resolve(phrase, queries.directory_on(on), on=on)
