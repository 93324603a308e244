"""The errors a person can meet: a stable code, what happened, why, what to do.

The three sentences are Vietnamese templates; a door (web, api, cli) translates a template and then fills it
with ``values``, so that an error raised deep in a pure rule reads well in both languages.
"""

from collections.abc import Mapping
from types import MappingProxyType


class CaicachError(Exception):
    """Root of every error that is a fact of the field and not a defect of the program.

    >>> e = InvalidInput("document.empty", what="Tệp «{name}» trống.", why="Không có chữ nào để đọc.",
    ...                  todo="Hãy chọn lại tệp.", name="cv.txt")
    >>> e.code, e.what
    ('document.empty', 'Tệp «cv.txt» trống.')
    """

    def __init__(self, code: str, *, what: str, why: str = "", todo: str = "", **values: object) -> None:
        self.code = code
        self.templates = (what, why, todo)
        self.values: Mapping[str, object] = MappingProxyType(dict(values))
        super().__init__(f"{code}: {' '.join(s for s in self.sentences() if s)}")

    def sentences(self) -> tuple[str, str, str]:
        """What, why and what to do, filled with the values; in Vietnamese, as raised."""
        what, why, todo = (template.format(**self.values) for template in self.templates)
        return what, why, todo

    @property
    def what(self) -> str:
        return self.sentences()[0]

    @property
    def why(self) -> str:
        return self.sentences()[1]

    @property
    def todo(self) -> str:
        return self.sentences()[2]


class InvalidInput(CaicachError):
    """What was given cannot be used: the sender can mend it (HTTP 422)."""


class NotFound(CaicachError):
    """There is no such thing, or the actor may not know that there is (HTTP 404)."""


class NotAllowed(CaicachError):
    """The actor may see the thing but may not do this to it (HTTP 403)."""


class Conflict(CaicachError):
    """Somebody else was first, or the thing is in another state by now (HTTP 409)."""


class TooLarge(CaicachError):
    """A size, page, time or memory bound was met (HTTP 413)."""


class AddressTooLong(CaicachError):
    """An address longer than any page of ours has (HTTP 414)."""


class NoSpace(CaicachError):
    """The disk of the server is full: the operator can mend it (HTTP 507)."""


class Busy(CaicachError):
    """The database serves somebody else for longer than one waits: the same again in a moment (HTTP 503)."""


class NotInstalled(CaicachError):
    """A program or a font of the machine is missing; ``todo`` says what to install (HTTP 503)."""
