"""What the search brings to the whole: a page, and no entry of the menu, for its box stands in every head."""

from caicach.web.search.urls import urlpatterns
from caicach.web.shell.faces import Face

FACE = Face(routes=urlpatterns)
