"""Routes of publishing."""

from django.urls import path

from caicach.web.publications import views

urlpatterns = [
    path("", views.publications, name="publications"),
    path("xem-truoc/<slug:source_kind>/<path:key>/", views.preview, name="publication_preview"),
    path("van-ban/", views.documents, name="publication_documents"),
    path("<int:number>/", views.edition, name="publication"),
]
