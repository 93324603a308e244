"""Routes of answering. The secret of the address is the key."""

from django.urls import path

from caicach.web.answering import views

urlpatterns = [
    path("<str:token>/", views.answer, name="answer"),
    path("<str:token>/gui/", views.send, name="send_answer"),
    path("<str:token>/tep/<int:version_id>/<str:name>/", views.media, name="answer_media"),
]
