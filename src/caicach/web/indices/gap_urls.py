"""Routes of the ranking with intervals, the gap, what-ifs and remedies."""

from django.urls import path

from caicach.web.indices import compare, gap, orders, ranking, remedies, what_if

urlpatterns = [
    path("do-duoc-gi/", orders.orders, name="index_orders"),
    path("<int:year_id>/xep-hang/", ranking.ranking, name="index_ranking"),
    path("<int:year_id>/khoang-cach/<str:unit>/", gap.gap, name="index_gap"),
    path("<int:year_id>/so-nam-truoc/<str:unit>/", compare.compare, name="index_compare"),
    path("<int:year_id>/thu/<str:unit>/", what_if.what_if, name="index_what_if"),
    path("<int:year_id>/thu/<str:unit>/luu/", what_if.save, name="index_scenario"),
    path("<int:year_id>/khac-phuc/<str:unit>/", remedies.remedies, name="index_remedies"),
    path("<int:year_id>/khac-phuc/<str:unit>/cong-suc/", remedies.efforts, name="index_efforts"),
]
