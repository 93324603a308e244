"""Routes of inspections."""

from django.urls import path

from caicach.web.inspections import (
    acting_views,
    answering_views,
    finding_views,
    list_views,
    paper_views,
    programme_views,
)

urlpatterns = [
    path("", list_views.inspections, name="inspections"),
    path("moi/", programme_views.plan_inspection, name="plan_inspection"),
    path("tu-kiem-tra/", list_views.self_inspection, name="self_inspection"),
    path("ke-hoach/moi/", programme_views.new_programme, name="new_inspection_programme"),
    path("ke-hoach/<int:programme_id>/", programme_views.programme, name="inspection_programme"),
    path("ke-hoach/<int:programme_id>/sua/", programme_views.edit_programme, name="edit_inspection_programme"),
    path("ton-tai/", finding_views.findings, name="inspection_findings"),
    path("ton-tai/<int:found_id>/", finding_views.finding, name="inspection_finding"),
    path("giu-trang.js", answering_views.kept_page_script, name="kept_page_script"),
    path("tep/<int:photo_id>/", paper_views.photo, name="inspection_photo"),
    path("<int:inspection_id>/", acting_views.inspection, name="inspection"),
    path("<int:inspection_id>/sua/", programme_views.change_inspection, name="change_inspection"),
    path("<int:inspection_id>/bat-dau/", acting_views.begin, name="begin_inspection"),
    path("<int:inspection_id>/ghi/", answering_views.answers, name="inspection_answers"),
    path("<int:inspection_id>/bien-ban/", acting_views.minutes, name="inspection_minutes"),
    path("<int:inspection_id>/mo-lai/", acting_views.reopen, name="reopen_inspection"),
    path("<int:inspection_id>/ket-luan/", acting_views.conclude, name="conclude_inspection"),
    path("<int:inspection_id>/huy/", acting_views.cancel, name="cancel_inspection"),
    path("<int:inspection_id>/bien-ban-ky/", paper_views.signed_copy, name="signed_minutes"),
    path("<int:inspection_id>/van-ban/<slug:paper>/<slug:form>/", paper_views.paper, name="inspection_paper"),
    path("<int:inspection_id>/van-ban-di/<slug:paper>/", paper_views.draft, name="draft_inspection_letter"),
]
