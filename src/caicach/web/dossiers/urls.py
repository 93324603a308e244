"""Routes of dossiers."""

from django.urls import path

from caicach.web.dossiers import (
    answer_views,
    board_views,
    dossier_views,
    flow_views,
    forecast_views,
    import_views,
    leaf_views,
    nine_views,
    table_views,
    task_views,
)

urlpatterns = [
    path("", board_views.board, name="dossiers"),
    path("danh-sach/", board_views.dossiers, name="dossier_list"),
    path("xem/", dossier_views.dossier, name="dossier"),
    path("qua-trinh/", flow_views.flow, name="dossier_flow"),
    path("du-bao/", forecast_views.forecast, name="dossier_forecast"),
    path("chin-chi-so/", nine_views.nine, name="dossier_nine"),
    path("bieu/", table_views.tables, name="dossier_tables"),
    path("766/", leaf_views.leaves, name="dossier_leaves"),
    path("766/cau-tra-loi/", answer_views.portal_answers, name="dossier_portal"),
    path("giao-viec/", task_views.give_task, name="dossier_task"),
    path("nap/", import_views.imports, name="dossier_imports"),
    path("nap/thoi-han/", import_views.limits, name="dossier_limits"),
    path("nap/<int:taken_id>/", import_views.dossier_import, name="dossier_import"),
    path("nap/<int:taken_id>/loai-ra/", import_views.aside, name="dossier_import_aside"),
]
