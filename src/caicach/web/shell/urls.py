"""Routes of the shell: home, sign-in, language, account, help."""

from django.urls import path

from caicach.web.shell import second_step, unit_picker, views

urlpatterns = [
    path("", views.home, name="home"),
    path("dang-nhap/", views.SignIn.as_view(), name="sign_in"),
    path("dang-nhap/buoc-hai/", second_step.second_step, name="second_step"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("ngon-ngu/", views.set_language, name="set_language"),
    path("tai-khoan/", views.account, name="account"),
    path("don-vi/theo-cum-tu/", unit_picker.units_by_phrase, name="units_by_phrase"),
    path("buoc-dau/", views.first_steps_known, name="first_steps_known"),
    path("tro-giup/", views.guide, name="help"),
]
