"""Forms of publishing: confirming what was seen, and the reason of a correction."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.correspondence.domain.letters import LetterRow
from caicach.kernel.saying import say
from caicach.publications.domain.values import PublicKind
from caicach.publications.gathering import SourceRef, unknown_source
from caicach.publications.queries import Offer
from caicach.web.shell.forms import PageForm


class PublishForm(PageForm):
    """What was seen is what is published: the address of the page names the source."""

    says_optional = False


class CorrectForm(PublishForm):
    reason = forms.CharField(
        label=_("Lý do đính chính"),
        help_text=_("Được công bố cùng số liệu: số liệu nào sai, vì sao."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ChooseForm(PageForm):
    """Which final result takes the place of an edition."""

    source = forms.ChoiceField(label=_("Số liệu mới"))

    def __init__(self, *args: object, offers: Sequence[Offer], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(f"{one.source.kind.value}/{one.source.key}", say(one.title)) for one in offers]


class DocumentsForm(PageForm):
    documents = forms.MultipleChoiceField(
        label=_("Văn bản đã phát hành"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn văn bản.")},
    )

    def __init__(self, *args: object, letters: Sequence[LetterRow], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["documents"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.id), f"{one.reference}: {one.subject}") for one in letters]


def source_of(kind: str, key: str) -> SourceRef:
    """Raises NotFound for a kind that there is none of."""
    if kind not in list(PublicKind):
        raise unknown_source()
    return SourceRef(PublicKind(kind), key)
