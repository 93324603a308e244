"""Routes of tasks: board, lists, task, evidence, and the acts on assignments."""

from django.urls import path

from caicach.web.tasks import (
    board_views,
    many_views,
    recount_views,
    series_views,
    task_views,
    wanting_views,
    work_views,
)

urlpatterns = [
    path("theo-doi/", board_views.board, name="board"),
    path("nhiem-vu/", board_views.tasks, name="tasks"),
    path("nhiem-vu/lap-lai/", series_views.recurring, name="recurring"),
    path("theo-doi/cho-chap-nhan/", many_views.waiting_reports, name="waiting_reports"),
    path("nhiem-vu/nhieu/", many_views.many, name="many"),
    path("nhiem-vu/dat-han/", wanting_views.give_deadline, name="give_deadline"),
    path("nhiem-vu/don-vi-cu/", wanting_views.ended_units, name="ended_units"),
    path("nhiem-vu/de-nghi-gia-han/", many_views.extension_requests, name="extension_requests"),
    path("nhiem-vu/thoi-han-tinh-lai/", recount_views.recounts, name="recounts"),
    path("nhiem-vu/su-kien/", series_views.events, name="events"),
    path("nhiem-vu/su-kien/<int:event_id>/", series_views.record_event, name="record_event"),
    path("nhiem-vu/<int:task_id>/", task_views.task, name="task"),
    path("nhiem-vu/<int:task_id>/huy/", task_views.cancel, name="cancel_task"),
    path("nhiem-vu/<int:task_id>/lap-lai/", series_views.start_series, name="start_series"),
    path("nhiem-vu/<int:task_id>/lap-lai/ket-thuc/", series_views.end_series, name="end_series"),
    path("nhiem-vu/<int:task_id>/cho-su-kien/", series_views.await_event, name="await_event"),
    path("nhiem-vu/<int:task_id>/chi-tieu/", series_views.target, name="target"),
    path("phan-cong/<int:assignment_id>/", work_views.work, name="work"),
    path("phan-cong/<int:assignment_id>/xin-gia-han/", work_views.request_extension, name="request_extension"),
    path(
        "phan-cong/<int:assignment_id>/xin-gia-han/<int:request_id>/", work_views.decide_request, name="decide_request"
    ),
    path("phan-cong/<int:assignment_id>/tam-dung/", work_views.pause, name="pause"),
    path("phan-cong/<int:assignment_id>/tiep-tuc/", work_views.resume, name="resume"),
    path("phan-cong/<int:assignment_id>/giao-nguoi/", work_views.delegate, name="delegate"),
    path("phan-cong/<int:assignment_id>/viec-con/", work_views.add_sub_task, name="add_sub_task"),
    path("phan-cong/<int:assignment_id>/viec-con/<int:sub_task_id>/", work_views.sub_task, name="sub_task"),
    path("phan-cong/<int:assignment_id>/bao-cao/", task_views.report, name="report"),
    path("phan-cong/<int:assignment_id>/bao-cao/<int:report_id>/", task_views.decide, name="decide"),
    path("phan-cong/<int:assignment_id>/gia-han/", task_views.extend, name="extend"),
    path("minh-chung/<int:file_id>/", task_views.evidence, name="evidence"),
]
