"""Routes of procedures."""

from django.urls import path

from caicach.web.procedures import (
    audit_views,
    cost_views,
    decision_views,
    feedback_views,
    finding_views,
    import_views,
    register_views,
    report_form_views,
    three_places_views,
)

urlpatterns = [
    path("", register_views.register, name="procedures"),
    path("tep/<slug:form>/", register_views.register_file, name="register_file"),
    path("nhap/", import_views.bring, name="bring_procedures"),
    path("nhap/<int:import_id>/", import_views.preview, name="procedure_import"),
    path("quyet-dinh/", decision_views.decisions, name="publication_decisions"),
    path("quyet-dinh/moi/", decision_views.new_decision, name="new_publication_decision"),
    path("quyet-dinh/<int:decision_id>/", decision_views.edit_decision, name="edit_publication_decision"),
    path("kiem-tra/", audit_views.board, name="portal_audits"),
    path("kiem-tra/trang/moi/", audit_views.portal, name="new_portal"),
    path("kiem-tra/trang/<int:portal_id>/", audit_views.portal, name="edit_portal"),
    path("kiem-tra/trang/<int:portal_id>/chay/", audit_views.start, name="start_audit"),
    path("kiem-tra/<int:audit_id>/", audit_views.audit, name="portal_audit"),
    path("kiem-tra/ba-noi/", three_places_views.places, name="three_places"),
    path("kiem-tra/ba-noi/tep/", three_places_views.bring_export, name="bring_national"),
    path("kiem-tra/ba-noi/<str:tthc>/", three_places_views.place, name="three_places_one"),
    path("ton-tai/", finding_views.findings, name="portal_findings"),
    path("ton-tai/<int:fault_id>/", finding_views.finding, name="portal_finding"),
    path("ton-tai/<int:fault_id>/trang/<slug:which>/", finding_views.page_seen, name="portal_page"),
    path("chi-phi/", cost_views.board, name="procedure_costs"),
    path("chi-phi/tham-so/", cost_views.parameters, name="cost_parameters"),
    path("chi-phi/<str:tthc>/", cost_views.cost, name="procedure_cost"),
    path("phan-anh/", feedback_views.feedback, name="feedback"),
    path("phan-anh/moi/", feedback_views.new_feedback, name="new_feedback"),
    path("phan-anh/cong-khai/", feedback_views.public_feedback, name="public_feedback"),
    path("phan-anh/<int:feedback_id>/", feedback_views.one_feedback, name="one_feedback"),
    path("bieu/", report_form_views.report_forms, name="report_forms"),
    path("cong-khai/", register_views.public_register, name="public_procedures"),
    path("cong-khai/<str:tthc>/", register_views.public_procedure, name="public_procedure"),
    path("ma/<str:tthc>/", register_views.procedure, name="procedure"),
]
