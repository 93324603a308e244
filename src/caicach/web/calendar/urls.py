"""Routes of the working-day calendar: its years, one year, what enters or withdraws one."""

from django.urls import path

from caicach.web.calendar import views

urlpatterns = [
    path("", views.years, name="calendar_years"),
    path("nhap/", views.enter, name="enter_calendar_year"),
    path("<int:year>/", views.year, name="calendar_year"),
    path("<int:year>/sua/", views.correct, name="correct_calendar_year"),
    path("<int:year>/bo/", views.withdraw, name="withdraw_calendar_year"),
]
