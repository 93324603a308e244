"""All routes. Closed unless opened: LoginRequiredMiddleware guards every page, the API checks for itself."""

from django.urls import include, path

from caicach.api.app import api

api_patterns = api.urls
for pattern in api_patterns[0]:
    # The API answers 401 in its own form (caicach.api.auth); a redirect to the sign-in page would be no answer there.
    setattr(pattern.callback, "login_required", False)  # noqa: B010  (an attribute that the type does not know)

urlpatterns = [
    path("api/v1/", api_patterns),
    path("cong-khai/", include("caicach.public.urls")),
    path("odk/", include("caicach.openrosa.urls")),
    path("", include("caicach.web.urls")),
]

handler400 = "caicach.web.shell.views.bad_request"
handler404 = "caicach.web.shell.views.not_found"
handler500 = "caicach.web.shell.views.server_error"
