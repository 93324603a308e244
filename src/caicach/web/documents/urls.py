"""Routes of received documents."""

from django.urls import path

from caicach.web.documents import list_views, proposal_views, review_views
from caicach.web.documents.document_view import correct_arrival, document, read_again, withdraw
from caicach.web.documents.signature_view import signatures

urlpatterns = [
    path("", list_views.documents, name="documents"),
    path("tiep-nhan/", list_views.receive, name="receive"),
    path("<int:document_id>/", document, name="document"),
    path("<int:document_id>/tep/", list_views.source_file, name="source_file"),
    path("<int:document_id>/chu-ky/", signatures, name="document_signatures"),
    path("<int:document_id>/doc-lai/", read_again, name="read_again"),
    path("<int:document_id>/ngay-den/", correct_arrival, name="correct_arrival"),
    path("<int:document_id>/rut/", withdraw, name="withdraw"),
    path("<int:document_id>/soat/", review_views.review, name="review"),
    path("<int:document_id>/soat/gia-tri/<slug:path>/", review_views.correct_value, name="correct_value"),
    path("<int:document_id>/soat/gia-tri/<slug:path>/hoan-tac/", review_views.undo_correction, name="undo_correction"),
    path("<int:document_id>/soat/ngay/", review_views.choose_date, name="choose_date"),
    path("<int:document_id>/soat/xac-nhan/", review_views.confirm, name="confirm"),
    path("<int:document_id>/soat/them/", proposal_views.add, name="add_proposal"),
    path("<int:document_id>/soat/nhiem-vu/<int:proposal_id>/", proposal_views.edit, name="edit_proposal"),
    path("<int:document_id>/soat/nhiem-vu/<int:proposal_id>/tach/", proposal_views.split, name="split_proposal"),
    path("<int:document_id>/soat/nhiem-vu/<int:proposal_id>/bo/", proposal_views.drop, name="drop_proposal"),
    path("<int:document_id>/soat/nhiem-vu/<int:proposal_id>/lay-lai/", proposal_views.restore, name="restore_proposal"),
    path("<int:document_id>/soat/nhiem-vu/<int:proposal_id>/giao/", proposal_views.tick, name="tick_proposal"),
    path(
        "<int:document_id>/soat/nhiem-vu/<int:proposal_id>/don-vi/<slug:role>/",
        proposal_views.choose_units,
        name="choose_units",
    ),
]
