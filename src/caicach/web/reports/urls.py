"""Routes of progress reports."""

from django.urls import path

from caicach.web.reports import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<int:report_id>/", views.report, name="report_made"),
    path("<int:report_id>/so-lieu/", views.figure, name="report_figure"),
    path("<int:report_id>/tep/<slug:kind>/", views.file, name="report_file"),
    path("<int:report_id>/van-ban-di/", views.draft, name="report_draft"),
]
