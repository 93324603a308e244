"""Routes of the search."""

from django.urls import path

from caicach.web.search import views

urlpatterns = [path("tim-kiem/", views.search, name="search")]
