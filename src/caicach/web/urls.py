"""Routes of the pages, one include per module."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, URLResolver, include, path

from caicach.web.shell import views as shell

app_name = "web"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", shell.home, name="home"),
    path("dang-nhap/", shell.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", LogoutView.as_view(), name="sign_out"),
    path("ngon-ngu/", shell.set_language, name="set_language"),
    path("tai-khoan/", shell.account, name="account"),
    path("tro-giup/", shell.guide, name="help"),
    path("van-ban-di/", include("caicach.web.letters.urls")),
    path("van-ban/", include("caicach.web.documents.urls")),
    path("chi-so/", include("caicach.web.indices.urls")),
    path("chi-so/", include("caicach.web.indices.gap_urls")),
    path("ke-hoach/", include("caicach.web.plans.urls")),
    path("", include("caicach.web.tasks.urls")),
    path("", include("caicach.web.boards.urls")),
    path("bao-cao-tien-do/", include("caicach.web.reports.urls")),
    path("", include("caicach.web.notifications.urls")),
]
