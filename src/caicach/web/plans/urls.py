"""Routes of programmes and plans."""

from django.urls import path

from caicach.web.plans import coverage_views, list_views, plan_views, review_views, table_views

urlpatterns = [
    path("", list_views.plans, name="plans"),
    path("moi/", list_views.new_plan, name="new_plan"),
    path("<int:plan_id>/", plan_views.plan, name="plan"),
    path("<int:plan_id>/sua/", plan_views.edit, name="edit_plan"),
    path("<int:plan_id>/khep/", plan_views.close, name="close_plan"),
    path("<int:plan_id>/nhan-viec/", plan_views.take_over, name="take_over"),
    path("<int:plan_id>/xuat/<slug:form>/", plan_views.export, name="export_plan"),
    path("<int:plan_id>/nhiem-vu/them/", plan_views.add_task, name="add_plan_task"),
    path("<int:plan_id>/nhiem-vu/<int:task_id>/sua/", plan_views.edit_task, name="edit_plan_task"),
    path("<int:plan_id>/nhiem-vu/<int:task_id>/bo/", plan_views.remove_task, name="remove_plan_task"),
    path("<int:plan_id>/muc-tieu/them/", plan_views.add_objective, name="add_objective"),
    path("<int:plan_id>/muc-tieu/<int:objective_id>/", plan_views.edit_objective, name="edit_objective"),
    path("<int:plan_id>/soat/", review_views.review, name="plan_review"),
    path("<int:plan_id>/soat/bang/", table_views.review_table, name="plan_review_table"),
    path("<int:plan_id>/soat/giao/", review_views.confirm, name="confirm_lines"),
    path("<int:plan_id>/soat/them/", review_views.add, name="add_line"),
    path("<int:plan_id>/soat/tep/", review_views.add_file, name="add_plan_file"),
    path("<int:plan_id>/soat/tep/<int:file_id>/", review_views.source, name="plan_file"),
    path("<int:plan_id>/soat/tep/<int:file_id>/doc-lai/", review_views.read_again, name="read_plan_again"),
    path("<int:plan_id>/soat/dong/<int:line_id>/da-xem/", review_views.look, name="look_at_line"),
    path("<int:plan_id>/soat/dong/<int:line_id>/lay-lai/", review_views.restore, name="restore_line"),
    path("<int:plan_id>/soat/dong/<int:line_id>/<slug:what>/", review_views.change_line, name="plan_line"),
    path("<int:plan_id>/doi-chieu/", coverage_views.coverage, name="plan_coverage"),
    path("<int:plan_id>/doi-chieu/them/", coverage_views.add, name="add_provisions"),
    path("<int:plan_id>/doi-chieu/<int:provision_id>/bo/", coverage_views.remove, name="remove_provision"),
    path("<int:plan_id>/doi-chieu/nhiem-vu/<int:task_id>/", coverage_views.bases, name="task_bases"),
]
