"""Files of a form that was refused for something else come back with it: named, ticked, and sent on as they are."""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.forms import BoundField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from caicach.kernel.files.kept import forget_upload, keep_upload, kept_upload
from caicach.web.shell.forms import PageForm, UploadField
from caicach.web.shell.requests import actor_of

SUFFIX = "-giu"
REFUSED = "document.secret"


class _Kept(SimpleUploadedFile):
    """``token`` is that of the file kept."""

    def __init__(self, name: str, data: bytes, token: str) -> None:
        super().__init__(name, data)
        self.token = token


@dataclass(frozen=True, slots=True)
class Shown:
    """A kept file as the form names it."""

    token: str
    name: str
    size: int


def files_of(request: HttpRequest) -> "MultiValueDict[str, UploadedFile[bytes]]":
    """What was chosen now, behind what was kept and is still ticked: where one file is meant, the one chosen counts."""
    user_id = actor_of(request).user_id
    files: MultiValueDict[str, UploadedFile[bytes]] = MultiValueDict()
    for name in request.POST:
        if user_id is not None and name.endswith(SUFFIX):
            found = (kept_upload(user_id, token, now=timezone.now()) for token in request.POST.getlist(name))
            kept = [_Kept(one.name, one.data, one.token) for one in found if one is not None]
            files.setlist(name.removesuffix(SUFFIX), list(kept))
    for name, chosen in request.FILES.lists():
        files.setlist(name, [*files.getlist(name), *chosen])
    return files


def files_shown(request: HttpRequest | None, bound: BoundField) -> list[Shown]:
    """The files of a refused form, kept: what is wrong is not theirs. A document marked secret is never kept."""
    form = bound.form
    if request is None or not isinstance(form, PageForm) or not isinstance(bound.field, UploadField):
        return []
    user_id = actor_of(request).user_id
    if user_id is None or not form.is_bound:
        return []
    chosen = form.files.getlist(bound.html_name)
    is_secret = form.problem is not None and form.problem.code == REFUSED
    if bound.errors or is_secret:
        for file in chosen:
            if isinstance(file, _Kept):
                forget_upload(user_id, file.token)
        return []
    many = getattr(bound.field.widget, "allow_multiple_selected", False)
    return [_shown_file(user_id, file) for file in (chosen if many else chosen[-1:])]


def _shown_file(user_id: int, file: "UploadedFile[bytes]") -> Shown:
    if isinstance(file, _Kept):
        return Shown(file.token, str(file.name), file.size or 0)
    file.seek(0)
    kept = keep_upload(user_id, name=file.name or "tep", data=file.read())
    return Shown(kept.token, kept.name, len(kept.data))
