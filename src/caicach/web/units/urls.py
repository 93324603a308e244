"""Routes of units: the list, one unit, what changes it; its posts and who holds them."""

from django.urls import path

from caicach.web.units import change_views, list_views, post_views, withdraw_views

urlpatterns = [
    path("", list_views.units, name="units"),
    path("ma/<str:code>/", list_views.unit, name="unit"),
    path("ma/<str:code>/doi-ten/", change_views.rename, name="rename_unit"),
    path("ma/<str:code>/chia-tach/", change_views.split, name="split_unit"),
    path("ma/<str:code>/giai-the/", change_views.dissolve, name="dissolve_unit"),
    path("ma/<str:code>/chuc-vu/", post_views.new_post, name="new_post"),
    path("thay-doi/thanh-lap/", change_views.founding, name="found_unit"),
    path("thay-doi/hop-nhat/", change_views.merge, name="merge_units"),
    path("thay-doi/<int:change_id>/", list_views.change, name="unit_change"),
    path("thay-doi/<int:change_id>/rut/", withdraw_views.withdraw, name="withdraw_unit_change"),
    path("thay-doi/<int:change_id>/vai-tro/", list_views.move_roles, name="move_roles"),
    path("chuc-vu/<str:post>/nhan/", post_views.appoint, name="appoint"),
    path("chuc-vu/<str:post>/bai-bo/", post_views.abolish, name="abolish_post"),
    path("giu-chuc-vu/<int:holding_id>/thoi/", post_views.leave, name="leave_post"),
]
