"""Routes of boards."""

from django.urls import path

from caicach.web.boards import holiday_views, leader_views, state_views, unit_views

urlpatterns = [
    path("viec-don-vi/", unit_views.unit_board, name="unit_board"),
    path("dieu-hanh/", leader_views.leader, name="leader_board"),
    path("hien-trang/", state_views.state, name="reform_state"),
    path("sau-ky-nghi/", holiday_views.holidays, name="holidays"),
    path("sau-ky-nghi/quy-tac/", holiday_views.first_rule, name="first_rule"),
    path("dieu-hanh/nhiem-vu/", leader_views.rows, name="board_rows"),
]
