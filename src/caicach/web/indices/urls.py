"""Routes of the scoring cycle."""

from django.urls import path

from caicach.web.indices import (
    acting_views,
    desk_views,
    finding_views,
    past_views,
    result_views,
    sheet_views,
    year_views,
)

urlpatterns = [
    path("", year_views.years, name="index_years"),
    path("mo-ky/", year_views.open_year, name="index_open"),
    path("nhap/", past_views.past, name="index_past"),
    path("nhap/mau/", past_views.template, name="index_past_template"),
    path("<int:year_id>/", year_views.year, name="index_year"),
    path("<int:year_id>/buoc/", year_views.step, name="index_step"),
    path("<int:year_id>/lich/", year_views.dates, name="index_dates"),
    path("<int:year_id>/don-vi/", year_views.units, name="index_units"),
    path("<int:year_id>/tinh-lai/", year_views.compute, name="index_compute"),
    path("<int:year_id>/phan-cong/", desk_views.assign, name="index_assign"),
    path("<int:year_id>/tham-dinh/", desk_views.desk, name="index_desk"),
    path("<int:year_id>/hoi-dong/", desk_views.council, name="index_council"),
    path("<int:year_id>/ket-qua/", result_views.result, name="index_result"),
    path("<int:year_id>/ket-qua/hien-nay/", result_views.as_is, name="index_as_is"),
    path("<int:year_id>/tinh-lai-ket-qua/", result_views.replay, name="index_replay"),
    path("<int:year_id>/ton-tai/", finding_views.findings, name="index_findings"),
    path("ton-tai/<int:finding_id>/", finding_views.finding, name="index_finding"),
    path("ton-tai/tep/<int:evidence_id>/", finding_views.file, name="index_finding_file"),
    path("phieu/<int:sheet_id>/", sheet_views.sheet, name="index_sheet"),
    path("phieu/<int:sheet_id>/tai-ve/", sheet_views.download, name="index_sheet_file"),
    path("phieu/<int:sheet_id>/tu-cham/", acting_views.self_score, name="index_self_score"),
    path("phieu/<int:sheet_id>/tham-dinh/", acting_views.appraise, name="index_appraise"),
    path("phieu/<int:sheet_id>/giai-trinh/", acting_views.explain, name="index_explain"),
    path("phieu/<int:sheet_id>/kien-nghi/", acting_views.object_to, name="index_object"),
    path("phieu/<int:sheet_id>/hoi-dong/", acting_views.decide, name="index_decide"),
    path("phieu/<int:sheet_id>/so-lieu/", acting_views.record_figure, name="index_figure"),
    path("phieu/<int:sheet_id>/chot/", acting_views.lock, name="index_lock"),
    path("phieu/<int:sheet_id>/mo-lai/", acting_views.reopen, name="index_reopen"),
    path("tai-lieu/<int:evidence_id>/", sheet_views.evidence, name="index_evidence"),
    path("tai-lieu/<int:evidence_id>/bo/", acting_views.remove_evidence, name="index_remove_evidence"),
]
