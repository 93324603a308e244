"""Routes of accounts: one's own, the links that set a password, and everybody's for who manages them."""

from django.urls import path

from caicach.web.accounts import admin_views, link_views, own_views, provider_views

urlpatterns = [
    path("tai-khoan/mat-khau/", own_views.password, name="own_password"),
    path("tai-khoan/phien/", own_views.visits, name="own_visits"),
    path("tai-khoan/phien/ket-thuc/", own_views.end_visits, name="end_own_visits"),
    path("tai-khoan/phien/<int:visit_id>/ket-thuc/", own_views.end_visit, name="end_own_visit"),
    path("tai-khoan/buoc-hai/", own_views.second_factor, name="own_second_factor"),
    path("tai-khoan/buoc-hai/tat/", own_views.end_second_factor, name="end_own_second_factor"),
    path("tai-khoan/dang-nhap-chung/", own_views.provider, name="own_provider"),
    path("tai-khoan/dang-nhap-chung/go/", own_views.unlink_provider, name="unlink_own_provider"),
    path("dang-nhap/chung/", provider_views.begin, name="provider_begin"),
    path("dang-nhap/chung/ve/", provider_views.back, name="provider_back"),
    path("dang-nhap/chung/roi/", provider_views.goodbye, name="provider_left"),
    path("tai-khoan/buoc-hai/khoa/", own_views.add_passkey, name="add_passkey"),
    path("tai-khoan/buoc-hai/khoa/<int:passkey_id>/go/", own_views.remove_passkey, name="remove_passkey"),
    path("tai-khoan/ma-truy-cap/", own_views.tokens, name="own_tokens"),
    path("tai-khoan/ma-truy-cap/<int:token_id>/thu-hoi/", own_views.revoke_token, name="revoke_own_token"),
    path("mat-khau/quen/", link_views.forgotten, name="forgotten_password"),
    path("mat-khau/dat/<str:secret>/", link_views.set_password, name="set_password"),
    path("quan-tri/tai-khoan/", admin_views.accounts, name="account_list"),
    path("quan-tri/tai-khoan/moi/", admin_views.new_account, name="new_account"),
    path("quan-tri/tai-khoan/<int:user_id>/", admin_views.account, name="managed_account"),
    path("quan-tri/tai-khoan/<int:user_id>/lien-ket/", admin_views.give_link, name="give_link"),
    path("quan-tri/tai-khoan/<int:user_id>/dia-chi/", admin_views.set_email, name="set_account_email"),
    path("quan-tri/tai-khoan/<int:user_id>/khoa/", admin_views.lock, name="lock_account"),
    path("quan-tri/tai-khoan/<int:user_id>/ket-thuc-phien/", admin_views.end_visits, name="end_account_visits"),
    path("quan-tri/tai-khoan/<int:user_id>/buoc-hai/", admin_views.end_second_factor, name="end_second_factor"),
    path("quan-tri/tai-khoan/<int:user_id>/dang-nhap-chung/", admin_views.link_provider, name="link_provider"),
    path("quan-tri/tai-khoan/<int:user_id>/dang-nhap-chung/go/", admin_views.unlink_provider, name="unlink_provider"),
    path("quan-tri/tai-khoan/<int:user_id>/vai-tro/", admin_views.grant, name="grant_role"),
    path("quan-tri/tai-khoan/<int:user_id>/vai-tro/<int:grant_id>/", admin_views.end_grant, name="end_grant"),
]
