"""All routes: pages, API. Closed unless opened: LoginRequiredMiddleware guards every one of them."""

from django.urls import include, path

urlpatterns = [
    path("", include("caicach.web.urls")),
]
