"""Who is shown surveys."""

from caicach.kernel.access import Actor, Permission


def may_run_surveys(actor: Actor) -> bool:
    return actor.may(Permission.SURVEY_MANAGE)
