"""What a person chose, as columns and back."""

from collections import defaultdict
from collections.abc import Mapping

from caicach.notifications.domain.channels import Channel, Choice
from caicach.notifications.domain.kinds import Kind, Pace, usual_pace


def choice_as_row(choice: Choice) -> dict[str, object]:
    """Only what differs from the usual is kept, so that a better usual reaches who never chose."""
    paces: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, channel, pace in choice.paces:
        if pace is not usual_pace(kind):
            paces[kind.value][channel.value] = pace.value
    return {"email": choice.email, "webhook": choice.webhook, "paces": dict(paces)}


def choice_from_row(email: bool, webhook: bool, paces: Mapping[str, Mapping[str, str]]) -> Choice:
    """The value that ``choice_as_row`` wrote."""
    kept = (
        (Kind(kind), Channel(channel), Pace(pace))
        for kind, by_channel in sorted(paces.items())
        for channel, pace in sorted(by_channel.items())
    )
    return Choice(email, webhook, tuple(kept))
