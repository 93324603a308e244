"""Reads for who answers in a browser, known by a link alone."""

from datetime import datetime

from caicach.kernel.errors import Conflict
from caicach.kernel.files import queries as files
from caicach.surveys.collection.domain.values import AnswerPage, LinkKind
from caicach.surveys.collection.obtaining import link_not_found, link_of, offered_version, offered_versions


def answer_page(token: str, *, now: datetime) -> AnswerPage:
    """The newest form of the survey. Three queries.

    Raises NotFound ("survey.no_link"), Conflict ("survey.not_collecting").
    """
    link = link_of(token)
    survey = link.links.survey
    if link.links.expires_at <= now and link.used_on is None:
        raise link_not_found()
    version = offered_versions(survey.pk).last()
    if version is None:
        raise Conflict(
            "survey.not_collecting",
            what="Cuộc khảo sát «{title}» đang không nhận phiếu.",
            why="Cuộc khảo sát chưa mở, hoặc đã đóng.",
            todo="Phiếu đang viết dở vẫn còn trên máy này; hãy mở lại đường dẫn khi cuộc khảo sát mở.",
            title=survey.title,
        )
    return AnswerPage(
        LinkKind(link.links.kind),
        survey.title,
        survey.is_anonymous,
        link.used_on is not None,
        version.pk,
        version.title,
        version.digest,
        version.xform,
        tuple(
            (row.name, files.read_bytes(row.file).decode("utf-8-sig", errors="replace"))
            for row in version.media.select_related("file").filter(name__iendswith=".csv")
        ),
    )


def answer_media(token: str, version_id: int, name: str) -> tuple[str, bytes]:
    """Media type and content of a file of the form. Three queries. Raises NotFound."""
    version = offered_version(link_of(token).links.survey_id, version_id)
    row = version.media.select_related("file").filter(name=name).first()
    if row is None:
        raise link_not_found()
    return row.file.media_type, files.read_bytes(row.file)
