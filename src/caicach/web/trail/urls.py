"""Routes of the trail."""

from django.urls import path

from caicach.web.trail import views

urlpatterns = [path("nhat-ky/", views.trail, name="trail")]
