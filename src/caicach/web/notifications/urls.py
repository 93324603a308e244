"""Routes of messages, channels, the rule of reminders, the queue, and the calendar feed, which needs no sign-in."""

from django.urls import path

from caicach.web.notifications import (
    channel_views,
    feed_views,
    job_views,
    list_views,
    message_views,
    queue_views,
    rule_views,
)

urlpatterns = [
    path("thong-bao/", message_views.inbox, name="inbox"),
    path("thong-bao/<int:message_id>/", message_views.message, name="message"),
    path("thong-bao/da-doc/", message_views.all_read, name="all_read"),
    path("thong-bao/kenh/", channel_views.channels, name="channels"),
    path("thong-bao/lich/", channel_views.open_link, name="open_feed"),
    path("thong-bao/lich/<int:feed_id>/thu-hoi/", channel_views.revoke_link, name="revoke_feed"),
    path("danh-sach/", list_views.lists, name="saved_lists"),
    path("danh-sach/luu/", list_views.save, name="save_list"),
    path("danh-sach/<int:list_id>/theo-doi/", list_views.watch, name="watch_list"),
    path("danh-sach/<int:list_id>/thoi/", list_views.leave, name="leave_list"),
    path("danh-sach/<int:list_id>/bo/", list_views.remove, name="remove_list"),
    path("quy-tac-nhac-viec/", rule_views.rule, name="reminder_rule"),
    path("quy-tac-nhac-viec/sua/", rule_views.edit, name="edit_reminder_rule"),
    path("hang-doi/", queue_views.queue, name="queue"),
    path("hang-doi/<int:job_id>/chay-lai/", queue_views.try_again, name="try_job_again"),
    path("hang-doi/gui-lai/<int:delivery_id>/", queue_views.send_again, name="send_again"),
    path("hang-doi/noi-nhan/", queue_views.add_target, name="add_target"),
    path("hang-doi/noi-nhan/<int:target_id>/go/", queue_views.remove_target, name="remove_target"),
    path("viec-nen/<int:job_id>/", job_views.job, name="job"),
    path("viec-nen/<int:job_id>/dung/", job_views.stop, name="stop_job"),
    path("lich/<slug:token>.ics", feed_views.calendar_feed, name="calendar_feed"),
]
