"""What talk brings to the whole: routes; it is shown on the pages of the things."""

from caicach.web.discussions.trail_words import ACTS, THINGS
from caicach.web.discussions.urls import urlpatterns
from caicach.web.shell.faces import Face

FACE = Face(routes=urlpatterns, under="trao-doi/", acts=ACTS, things=THINGS)
