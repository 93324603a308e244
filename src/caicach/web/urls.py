"""Routes of the pages, one include per module."""

from django.urls import URLPattern, URLResolver, path

from caicach.web.shell import views as shell

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", shell.home, name="home"),
    path("dang-nhap/", shell.SignIn.as_view(), name="sign_in"),
]
