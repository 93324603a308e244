"""Routes of periodic reports."""

from django.urls import path

from caicach.web.regimes import due_views, edition_views, report_views, views

urlpatterns = [
    path("", views.periodic, name="periodic"),
    path("mo-ky/", views.open_reports, name="periodic_open"),
    path("che-do/", due_views.regimes, name="periodic_regimes"),
    path("don-vi/<int:report_id>/", report_views.report, name="periodic_report"),
    path("don-vi/<int:report_id>/hoi-cap-duoi/", report_views.ask_below, name="periodic_ask_below"),
    path("don-vi/<int:report_id>/tep/<slug:kind>/", report_views.report_file, name="periodic_report_file"),
    path("don-vi/<int:report_id>/quyet-dinh/", report_views.decide, name="periodic_decide"),
    path("ban/<int:edition_id>/", edition_views.edition, name="periodic_edition"),
    path("ban/<int:edition_id>/so-voi/<int:other_id>/", edition_views.edition_comparison, name="periodic_compared"),
    path("ban/<int:edition_id>/tep/<slug:kind>/", edition_views.file, name="periodic_file"),
    path("ban/<int:edition_id>/van-ban-di/", edition_views.draft, name="periodic_draft"),
    path("<slug:form_id>/<str:period_id>/", views.period, name="periodic_period"),
]
