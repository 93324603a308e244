"""Routes of institutions."""

from django.urls import path

from caicach.web.institutions import document_views, import_views, list_views, rule_views

urlpatterns = [
    path("", list_views.board, name="institutions"),
    path("van-ban/", list_views.documents, name="legal_documents"),
    path("van-ban/moi/", document_views.new_document, name="new_legal_document"),
    path("van-ban/nhap/", import_views.bring_documents, name="bring_legal_documents"),
    path("van-ban/<int:legal_id>/", document_views.document, name="legal_document"),
    path("van-ban/<int:legal_id>/sua/", document_views.edit_document, name="edit_legal_document"),
    path("van-ban/<int:legal_id>/tep/", document_views.text, name="legal_document_text"),
    path("quy-dinh/", list_views.rules, name="business_rules"),
    path("quy-dinh/moi/", rule_views.new_rule, name="new_business_rule"),
    path("quy-dinh/nhap/", import_views.bring_rules, name="bring_business_rules"),
    path("quy-dinh/<int:rule_id>/", rule_views.rule, name="business_rule"),
    path("quy-dinh/<int:rule_id>/sua/", rule_views.edit_rule, name="edit_business_rule"),
]
