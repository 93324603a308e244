"""Routes of dossiers."""

from django.urls import path

from caicach.web.dossiers import import_views

urlpatterns = [
    path("nap/", import_views.imports, name="dossier_imports"),
    path("nap/thoi-han/", import_views.limits, name="dossier_limits"),
    path("nap/<int:taken_id>/", import_views.dossier_import, name="dossier_import"),
    path("nap/<int:taken_id>/loai-ra/", import_views.aside, name="dossier_import_aside"),
]
