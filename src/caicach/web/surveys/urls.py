"""Routes of surveys."""

from django.urls import path

from caicach.web.surveys import (
    answer_views,
    collector_views,
    field_views,
    form_views,
    import_views,
    link_views,
    quality_views,
    request_views,
    result_views,
    satisfaction_views,
    survey_views,
)

urlpatterns = [
    path("", survey_views.surveys, name="surveys"),
    path("moi/", survey_views.new_survey, name="new_survey"),
    path("mau-bang-hoi/", form_views.template_file, name="survey_template"),
    path("<int:survey_id>/", survey_views.survey, name="survey"),
    path("<int:survey_id>/mo/", survey_views.open_survey, name="open_survey"),
    path("<int:survey_id>/dong/", survey_views.close_survey, name="close_survey"),
    path("<int:survey_id>/bang-hoi/", form_views.add_form, name="add_survey_form"),
    path("<int:survey_id>/bang-hoi/<int:version_id>/", form_views.preview, name="survey_form"),
    path("<int:survey_id>/bang-hoi/<int:version_id>/rut/", form_views.withdraw, name="withdraw_survey_form"),
    path("<int:survey_id>/dieu-tra-vien/", collector_views.issue, name="issue_collector"),
    path("<int:survey_id>/dieu-tra-vien/<str:username>/thu-hoi/", collector_views.revoke, name="revoke_collector"),
    path("<int:survey_id>/duong-dan/", link_views.issue, name="issue_answer_links"),
    path("<int:survey_id>/duong-dan/<int:links_id>/thu-hoi/", link_views.revoke, name="revoke_answer_links"),
    path("<int:survey_id>/tra-loi/", answer_views.answers, name="survey_answers"),
    path("<int:survey_id>/tra-loi/tai/", answer_views.export, name="export_survey_answers"),
    path("<int:survey_id>/tra-loi/tep/<str:export_token>/", answer_views.asked_file, name="exported_survey_answers"),
    path("<int:survey_id>/phieu-giay/", import_views.paper, name="survey_paper"),
    path("<int:survey_id>/nap-tra-loi/", import_views.bring, name="bring_survey_answers"),
    path("<int:survey_id>/nap-tra-loi/<int:answer_import_id>/", import_views.one_import, name="survey_import"),
    path(
        "<int:survey_id>/nap-tra-loi/<int:answer_import_id>/nap/", import_views.take_in, name="take_in_survey_answers"
    ),
    path("<int:survey_id>/ket-qua/", result_views.results, name="survey_results"),
    path("<int:survey_id>/ket-qua/cach-tinh/", result_views.rules, name="survey_result_rules"),
    path("mau-thuc-dia/", field_views.template_file, name="survey_units_template"),
    path("<int:survey_id>/thuc-dia/", field_views.field, name="survey_field"),
    path("<int:survey_id>/thuc-dia/nap/", field_views.take_in, name="take_in_survey_units"),
    path("<int:survey_id>/chat-luong/", quality_views.quality, name="survey_quality"),
    path("<int:survey_id>/chat-luong/phieu/<str:instance_id>/", quality_views.decide, name="survey_decision"),
    path("<int:survey_id>/chat-luong/phuc-tra/", quality_views.back_check, name="survey_back_check"),
    path("du-lieu-ca-nhan/", request_views.register, name="data_requests"),
    path("du-lieu-ca-nhan/moi/", request_views.new_request, name="new_data_request"),
    path("du-lieu-ca-nhan/<int:data_request_id>/", request_views.one_request, name="data_request"),
    path("du-lieu-ca-nhan/<int:data_request_id>/bao-nhan/", request_views.acknowledge, name="acknowledge_data_request"),
    path("<int:survey_id>/hai-long/", satisfaction_views.indices, name="survey_satisfaction"),
    path("<int:survey_id>/hai-long/moi/", satisfaction_views.define, name="new_survey_satisfaction"),
    path("<int:survey_id>/hai-long/<int:index_id>/bo/", satisfaction_views.remove, name="remove_survey_satisfaction"),
]
