"""Routes of tasks: board, lists, task, evidence, and the acts on assignments."""

from django.urls import path

from caicach.web.tasks import board_views, task_views

urlpatterns = [
    path("theo-doi/", board_views.board, name="board"),
    path("nhiem-vu/", board_views.tasks, name="tasks"),
    path("nhiem-vu/<int:task_id>/", task_views.task, name="task"),
    path("nhiem-vu/<int:task_id>/huy/", task_views.cancel, name="cancel_task"),
    path("phan-cong/<int:assignment_id>/bao-cao/", task_views.report, name="report"),
    path("phan-cong/<int:assignment_id>/bao-cao/<int:report_id>/", task_views.decide, name="decide"),
    path("phan-cong/<int:assignment_id>/gia-han/", task_views.extend, name="extend"),
    path("minh-chung/<int:file_id>/", task_views.evidence, name="evidence"),
]
