"""What answering brings to the whole: addresses for who has a link, no menu, no right."""

from caicach.web.answering.urls import urlpatterns
from caicach.web.shell.faces import Face

FACE = Face(routes=urlpatterns, under="phieu/")
