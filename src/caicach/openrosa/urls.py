"""Addresses as the standard names them, and the same under a token: the whole of one is what a collector types in."""

from django.urls import path

from caicach.openrosa import views

app_name = "openrosa"
_ROUTES = (
    ("formList", views.form_list, "form_list"),
    ("forms/<int:version_id>/form.xml", views.form, "form"),
    ("forms/<int:version_id>/manifest.xml", views.manifest, "manifest"),
    ("forms/<int:version_id>/media/<str:name>", views.media, "media"),
    ("submission", views.submission, "submission"),
)
urlpatterns = [
    *(path(f"key/<str:token>/{address}", view, name=f"token_{name}") for address, view, name in _ROUTES),
    *(path(address, view, name=name) for address, view, name in _ROUTES),
]
