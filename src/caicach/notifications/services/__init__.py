"""Writing: tell people, deliver, keep what they chose, the rule of reminders, feeds, targets of webhooks.

``notify`` is the one way for any module to tell somebody something.
"""

from caicach.notifications.services.delivering import deliver_email, deliver_webhook, send_again
from caicach.notifications.services.digests import send_digests
from caicach.notifications.services.feeds import note_feed_read, open_feed, revoke_feed
from caicach.notifications.services.lists import leave_list, remove_list, save_list, tell_entered, watch_list
from caicach.notifications.services.plain_letters import Fate, post_letter, send_letter
from caicach.notifications.services.ruling import decide_rule
from caicach.notifications.services.targets import NewTarget, add_target, remove_target
from caicach.notifications.services.telling import choose_channels, mark_all_read, mark_read, notify, record_round

__all__ = [
    "Fate",
    "NewTarget",
    "add_target",
    "choose_channels",
    "decide_rule",
    "deliver_email",
    "deliver_webhook",
    "leave_list",
    "mark_all_read",
    "mark_read",
    "note_feed_read",
    "notify",
    "open_feed",
    "post_letter",
    "record_round",
    "remove_list",
    "remove_target",
    "revoke_feed",
    "save_list",
    "send_again",
    "send_digests",
    "send_letter",
    "tell_entered",
    "watch_list",
]
