"""Routes of procedures."""

from django.urls import path

from caicach.web.procedures import decision_views, import_views, register_views

urlpatterns = [
    path("", register_views.register, name="procedures"),
    path("tep/<slug:form>/", register_views.register_file, name="register_file"),
    path("nhap/", import_views.bring, name="bring_procedures"),
    path("nhap/<int:import_id>/", import_views.preview, name="procedure_import"),
    path("quyet-dinh/", decision_views.decisions, name="publication_decisions"),
    path("quyet-dinh/moi/", decision_views.new_decision, name="new_publication_decision"),
    path("quyet-dinh/<int:decision_id>/", decision_views.edit_decision, name="edit_publication_decision"),
    path("cong-khai/", register_views.public_register, name="public_procedures"),
    path("cong-khai/<str:tthc>/", register_views.public_procedure, name="public_procedure"),
    path("ma/<str:tthc>/", register_views.procedure, name="procedure"),
]
