"""Routes of talk: about a task, a letter, a cell of a sheet."""

from django.urls import path

from caicach.web.discussions import views

urlpatterns = [
    path("<slug:kind>/<int:thing_id>/", views.thread, name="discussion"),
    path("y-kien/<int:remark_id>/sua/", views.change, name="change_remark"),
]
