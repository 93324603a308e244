"""Routes of the shell: home, sign-in, language, account, help."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from caicach.web.shell import views

urlpatterns = [
    path("", views.home, name="home"),
    path("dang-nhap/", views.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", LogoutView.as_view(), name="sign_out"),
    path("ngon-ngu/", views.set_language, name="set_language"),
    path("tai-khoan/", views.account, name="account"),
    path("tro-giup/", views.guide, name="help"),
]
