"""What was found out about one signature, as a value, and the sentences that tell it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from caicach.kernel.said import NOTHING, Said, tell

_HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")


class Content(StrEnum):
    """What became of the file since it was signed."""

    WHOLE = "whole"  # nothing, or what every signer may add: further signatures, filled fields, material to check them
    ADDITIONS = "additions"  # later additions that cannot be judged; what the pages show is as it was
    PAGE_CHANGED = "page_changed"  # later additions change what the pages show
    ALTERED = "altered"  # the signed bytes are not those that were signed
    UNREADABLE = "unreadable"  # a kind of signature, or a damage, that cannot be judged here


class Standing(StrEnum):
    """What the signer's certificate is worth at the time of signing."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"  # leads to no root that is trusted here
    OUT_OF_TIME = "expired"
    REVOKED = "revoked"
    REVOKED_LATER = "revoked_later"  # after the time that the signer claims, which nobody else vouches for
    NOT_FOR_SIGNING = "not_for_signing"
    WEAK = "weak"  # methods that no longer protect, SHA-1 above all


class TimeWitness(StrEnum):
    """Who vouches for the time of signing."""

    STAMP = "stamp"  # a timestamp authority that is trusted here
    SIGNER = "signer"
    NOBODY = "nobody"  # no time is told: judged at the time of checking


class Revocation(StrEnum):
    NOT_REVOKED = "not_revoked"
    REVOKED = "revoked"
    UNKNOWN = "unknown"  # neither the file nor the network said


class Verdict(StrEnum):
    """Content and standing in one word, the worst first."""

    VALID = "valid"
    ADDITIONS = "additions"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REVOKED_LATER = "revoked_later"
    NOT_FOR_SIGNING = "not_for_signing"
    WEAK = "weak"
    PAGE_CHANGED = "page_changed"
    ALTERED = "altered"
    UNREADABLE = "unreadable"

    @property
    def said(self) -> Said:
        return _VERDICTS[self]


_VERDICTS: Final = {
    Verdict.VALID: tell("Hợp lệ: nội dung nguyên vẹn từ khi ký, chứng thư được tin cậy."),
    Verdict.ADDITIONS: tell("Không bị sửa: phần ghi thêm sau khi ký không đánh giá được, trang nhìn thấy không đổi."),
    Verdict.UNTRUSTED: tell("Chưa tin cậy được người ký: chứng thư không dẫn tới gốc nào được tin cậy ở đây."),
    Verdict.EXPIRED: tell("Chứng thư đã hết hạn hoặc chưa có hiệu lực tại thời điểm ký."),
    Verdict.REVOKED: tell("Không hợp lệ: chứng thư đã bị thu hồi trước thời điểm ký."),
    Verdict.REVOKED_LATER: tell("Cần xem lại: chứng thư đã bị thu hồi sau thời điểm ký mà người ký khai."),
    Verdict.NOT_FOR_SIGNING: tell("Chứng thư không dùng để ký."),
    Verdict.WEAK: tell("Chữ ký dùng thuật toán đã lỗi thời (như SHA-1), không còn đủ tin cậy."),
    Verdict.PAGE_CHANGED: tell("Không hợp lệ: phần ghi thêm sau khi ký làm đổi nội dung nhìn thấy trên trang."),
    Verdict.ALTERED: tell("Không hợp lệ: những byte đã ký không còn như lúc ký, tệp đã bị thay đổi."),
    Verdict.UNREADABLE: tell("Không kiểm tra được chữ ký này."),
}
_WHOLE: Final = tell("Nội dung nguyên vẹn từ khi ký.")


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """``signed_at`` is the time at which the certificate was judged, vouched for by ``time_by``.

    ``path`` are the names from the signer's certificate to the trusted root; ``filled`` the form fields that were
    filled in later.
    """

    field: str
    signer: str = ""
    issuer: str = ""
    serial: str = ""
    content: Content = Content.UNREADABLE
    standing: Standing = Standing.UNTRUSTED
    signed_at: datetime | None = None
    time_by: TimeWitness = TimeWitness.NOBODY
    stamped_by: str = ""
    revocation: Revocation = Revocation.UNKNOWN
    revoked_at: datetime | None = None
    path: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    is_last: bool = False  # covers the file to its end

    @property
    def verdict(self) -> Verdict:
        if self.content in {Content.ALTERED, Content.PAGE_CHANGED, Content.UNREADABLE}:
            return Verdict(self.content.value)
        if self.standing is not Standing.TRUSTED:
            return Verdict(self.standing.value)
        return Verdict.VALID if self.content is Content.WHOLE else Verdict.ADDITIONS

    @property
    def is_broken(self) -> bool:
        """Of no worth, whoever signed."""
        return self.verdict in {Verdict.ALTERED, Verdict.PAGE_CHANGED, Verdict.REVOKED}

    @property
    def sentences(self) -> tuple[Said, ...]:
        """The verdict, then what stands behind it."""
        if self.content is Content.UNREADABLE:
            return (self.verdict.said,)
        told = (
            self.verdict.said,
            self._content(),
            self._time(),
            self._validity(),
            self._revocation(),
            self._filled(),
        )
        return tuple(sentence for sentence in told if sentence)

    def _content(self) -> Said:
        if self.verdict.value == self.content.value or self.verdict is Verdict.VALID:
            return NOTHING
        return _WHOLE if self.content is Content.WHOLE else Verdict.ADDITIONS.said

    def _time(self) -> Said:
        if self.signed_at is None or self.time_by is TimeWitness.NOBODY:
            return tell("Chữ ký không ghi thời điểm ký: chứng thư được xét tại lúc kiểm tra.")
        at = f"{self.signed_at.astimezone(_HANOI):%d/%m/%Y %H:%M}"
        if self.time_by is TimeWitness.STAMP:
            return tell("Ký không muộn hơn {at}: dấu thời gian của «{by}» xác nhận.", at=at, by=self.stamped_by)
        if self.stamped_by:
            return tell(
                "Ký lúc {at} theo lời khai của người ký; dấu thời gian của «{by}» chưa được tin cậy ở đây.",
                at=at,
                by=self.stamped_by,
            )
        return tell("Ký lúc {at} theo lời khai của người ký, không có dấu thời gian xác nhận.", at=at)

    def _validity(self) -> Said:
        if self.standing is not Standing.TRUSTED or self.signed_at is None or self.time_by is TimeWitness.NOBODY:
            return NOTHING
        if self.time_by is TimeWitness.STAMP:
            return tell("Chứng thư còn hiệu lực tại thời điểm ký.")
        return tell("Chứng thư còn hiệu lực tại thời điểm ký (theo giờ người ký khai).")

    def _revocation(self) -> Said:
        if self.revocation is Revocation.REVOKED and self.revoked_at is not None:
            return tell("Chứng thư bị thu hồi ngày {day}.", day=f"{self.revoked_at.astimezone(_HANOI):%d/%m/%Y}")
        if self.standing is not Standing.TRUSTED:
            return NOTHING
        if self.revocation is Revocation.NOT_REVOKED:
            return tell("Chứng thư không bị thu hồi tại thời điểm ký.")
        return tell("Chưa biết chứng thư có bị thu hồi hay không: tệp không kèm dữ liệu thu hồi, nơi cấp chưa trả lời.")

    def _filled(self) -> Said:
        if not self.filled:
            return NOTHING
        return tell("Sau khi ký, có ô của biểu mẫu được điền: {fields}.", fields=", ".join(self.filled))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Revocation data that a certificate names and nobody has given: a list, or an answer to a question (OCSP)."""

    url: str
    question: str = ""  # base64


@dataclass(frozen=True, slots=True)
class Findings:
    """The signatures in the order they were put, and what could still be asked about their certificates."""

    signatures: tuple[SignatureFinding, ...]
    wanted: tuple[Wanted, ...] = ()
