"""The rooms of caicach.web.urls and one more, as by the two lines that a new room adds there."""

from django.urls import include, path

from caicach.web.urls import ROOMS
from web.sample_room.face import FACE as SAMPLE

WITH_SAMPLE = (*ROOMS, SAMPLE)
pages = [path(room.under, include(list(room.routes))) for room in WITH_SAMPLE]
urlpatterns = [path("", include((pages, "web")))]
