"""Routes of boards."""

from django.urls import path

from caicach.web.boards import leader_views

urlpatterns = [
    path("dieu-hanh/", leader_views.leader, name="leader_board"),
    path("dieu-hanh/nhiem-vu/", leader_views.rows, name="board_rows"),
]
