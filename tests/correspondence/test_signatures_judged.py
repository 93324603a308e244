"""What signatures are worth, on files as offices send them: several signers, certified, stamped, added to later."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.fields import MDPPerm

from caicach.correspondence.signing.bounded import signatures_bounded
from caicach.correspondence.signing.findings import Revocation, SignatureFinding, TimeWitness, Verdict
from caicach.correspondence.signing.verify import findings_of
from factories.keys import (
    ENCIPHERMENT,
    REPUDIATION,
    SIGNATURE,
    certificate,
    revocation_answer,
    revocation_list,
    trusted,
)
from factories.signed_files import (
    HIDDEN,
    OFFICE_BOX,
    PRINTED_ONLY,
    added_unseen,
    field_filled,
    mark_added,
    number_freed,
    page_rewritten,
    plain_pdf,
    signed_at,
    stamped,
    with_form,
    with_material,
)

pytestmark = pytest.mark.slow

SIGNED = datetime(2023, 4, 4, 2, tzinfo=UTC)
NOW = datetime(2026, 5, 1, tzinfo=UTC)
DAY = timedelta(days=1)
NAME = "Văn thư Sở Nội vụ"
DER = Encoding.DER
ASKED_AT = "http://crl.example.vn"


@pytest.fixture(scope="module")
def signed() -> bytes:
    return signed_at(plain_pdf("VAN BAN SO 7", "PHU LUC"), SIGNED)


@pytest.fixture(scope="module")
def sealed(signed: bytes) -> bytes:
    return signed_at(signed, SIGNED + DAY, name="Sở Nội vụ", field="agency", box=OFFICE_BOX)


def findings(data: bytes, *, trust: tuple[bytes, ...] | None = None) -> tuple[SignatureFinding, ...]:
    return findings_of(data, trusted=trusted() if trust is None else trust, now=NOW).signatures


def verdicts(data: bytes) -> list[Verdict]:
    return [finding.verdict for finding in findings(data)]


def told(finding: SignatureFinding) -> str:
    return " ".join(map(str, finding.sentences))


def test_two_signers_and_material_added_later_are_valid(sealed: bytes) -> None:
    assert verdicts(sealed) == [Verdict.VALID, Verdict.VALID]
    later = with_material(sealed, lists=[revocation_list(SIGNED + DAY, SIGNED + 9 * DAY)])
    assert verdicts(later) == [Verdict.VALID, Verdict.VALID]


def test_a_certification_first_and_a_seal_afterwards_are_not_called_altered() -> None:
    certified = signed_at(plain_pdf(), SIGNED, certify=MDPPerm.FILL_FORMS)
    both = signed_at(certified, SIGNED + DAY, name="Sở Nội vụ", field="agency", box=OFFICE_BOX)
    assert verdicts(both) == [Verdict.ADDITIONS, Verdict.VALID]
    assert "trang nhìn thấy không đổi" in told(findings(both)[0])


def test_additions_that_no_rule_knows_and_no_page_shows_are_told_as_such(sealed: bytes) -> None:
    assert verdicts(added_unseen(sealed)) == [Verdict.ADDITIONS, Verdict.ADDITIONS]


def test_a_number_called_free_that_nothing_ever_bore_changes_nothing(sealed: bytes) -> None:
    assert verdicts(number_freed(sealed, 4000)) == [Verdict.VALID, Verdict.VALID]
    assert verdicts(number_freed(sealed, 1))[0] is not Verdict.VALID


@pytest.mark.parametrize("page", [0, 1])
def test_an_addition_that_changes_a_page_is_found(sealed: bytes, page: int) -> None:
    assert verdicts(page_rewritten(sealed, page)) == [Verdict.PAGE_CHANGED, Verdict.PAGE_CHANGED]


def test_a_later_mark_that_covers_the_page_is_no_mark(signed: bytes) -> None:
    covered = signed_at(signed, SIGNED + DAY, name="Sở Nội vụ", field="agency", box=(0, 0, 590, 840))
    assert verdicts(added_unseen(covered))[0] is Verdict.PAGE_CHANGED


def test_an_addition_that_only_paper_shows_changes_the_page(signed: bytes) -> None:
    assert verdicts(mark_added(signed, PRINTED_ONLY)) == [Verdict.PAGE_CHANGED]
    assert verdicts(mark_added(signed, HIDDEN)) == [Verdict.ADDITIONS]


def test_one_changed_byte_is_altered_and_nothing_else_counts(signed: bytes) -> None:
    data = bytearray(signed)
    data[data.index(b"stream") + 40] ^= 1
    assert verdicts(bytes(data)) == [Verdict.ALTERED]


def test_a_form_field_filled_after_the_signature_is_named() -> None:
    filled = field_filled(signed_at(with_form(plain_pdf()), SIGNED), "so_den", "123")
    (finding,) = findings(filled)
    assert (finding.verdict, finding.filled) == (Verdict.VALID, ("so_den",))
    assert "so_den" in told(finding)


def test_a_kind_that_cannot_be_judged_hides_no_other(sealed: bytes) -> None:
    start = sealed.rindex(b"/adbe.pkcs7.detached")
    old = sealed[:start] + b"/adbe.x509.rsa_sha1 " + sealed[start + 20 :]
    found = findings(old)
    assert {finding.verdict for finding in found} == {Verdict.VALID, Verdict.UNREADABLE}


def test_a_later_signature_that_is_damaged_does_not_hide_the_one_before(sealed: bytes) -> None:
    data = bytearray(sealed)
    data[sealed.rindex(b"/Contents <") + 300] = ord("?")
    before, last = findings(bytes(data))
    assert (before.field, before.verdict, last.verdict) == ("person", Verdict.ADDITIONS, Verdict.UNREADABLE)


def test_a_certificate_that_expired_since_was_good_when_it_signed() -> None:
    expired = certificate(NAME, ends=SIGNED + 30 * DAY)
    (finding,) = findings(signed_at(plain_pdf(), SIGNED, by=expired))
    assert (finding.verdict, finding.time_by) == (Verdict.VALID, TimeWitness.SIGNER)
    assert "theo lời khai của người ký" in told(finding)
    gone = certificate(NAME, ends=SIGNED - DAY)
    assert verdicts(signed_at(plain_pdf(), SIGNED, by=gone)) == [Verdict.EXPIRED]


def test_a_time_that_is_claimed_to_come_is_not_believed() -> None:
    short = certificate(NAME, begins=NOW + DAY)
    assert verdicts(signed_at(plain_pdf(), NOW + 30 * DAY, by=short)) == [Verdict.EXPIRED]


def test_a_timestamp_vouches_for_the_time_only_where_its_authority_is_trusted() -> None:
    data = signed_at(plain_pdf(), SIGNED, stamped_at=SIGNED + DAY)
    (finding,) = findings(data)
    assert (finding.signed_at, finding.time_by) == (SIGNED + DAY, TimeWitness.STAMP)
    assert "dấu thời gian của «Máy chủ dấu thời gian thử» xác nhận" in told(finding)
    (finding,) = findings(data, trust=())
    assert (finding.signed_at, finding.time_by) == (SIGNED, TimeWitness.SIGNER)
    assert "chưa được tin cậy ở đây" in told(finding)


def test_a_timestamp_of_the_file_vouches_for_the_signatures_before_it(signed: bytes) -> None:
    data = signed_at(stamped(signed, SIGNED + DAY), SIGNED + 2 * DAY, field="agency", box=OFFICE_BOX)
    assert [finding.time_by for finding in findings(data)] == [TimeWitness.STAMP, TimeWitness.SIGNER]


@pytest.mark.parametrize("usage", [SIGNATURE, REPUDIATION, None])
def test_either_usage_of_a_signature_or_none_stated_will_do(usage: tuple[bool, bool] | None) -> None:
    assert verdicts(signed_at(plain_pdf(), SIGNED, by=certificate(NAME, usage=usage))) == [Verdict.VALID]


def test_a_certificate_for_enciphering_is_blamed_for_that_and_not_its_issuer() -> None:
    data = signed_at(plain_pdf(), SIGNED, by=certificate(NAME, usage=ENCIPHERMENT))
    assert verdicts(data) == [Verdict.NOT_FOR_SIGNING]


def test_methods_that_no_longer_protect_are_told() -> None:
    assert verdicts(signed_at(plain_pdf(), SIGNED, digest="sha1")) == [Verdict.WEAK]


def test_whether_revoked_is_unknown_until_somebody_says(signed: bytes) -> None:
    (unknown,) = findings(signed)
    (known,) = findings(with_material(signed, lists=[revocation_list(SIGNED, SIGNED + 9 * DAY)]))
    assert (unknown.revocation, known.revocation) == (Revocation.UNKNOWN, Revocation.NOT_REVOKED)


def test_an_answer_of_the_authority_inside_the_file_counts() -> None:
    asked = certificate(NAME, asked_at=ASKED_AT)
    data = signed_at(plain_pdf(), SIGNED, by=asked)
    good = with_material(data, answers=[revocation_answer(asked, SIGNED, SIGNED + DAY)])
    revoked = with_material(data, answers=[revocation_answer(asked, SIGNED, SIGNED + DAY, SIGNED - DAY)])
    assert (findings(good)[0].revocation, verdicts(revoked)) == (Revocation.NOT_REVOKED, [Verdict.REVOKED])


def test_revoked_before_signing_is_told_from_revoked_later(signed: bytes) -> None:
    before = with_material(signed, lists=[revocation_list(SIGNED, SIGNED + 9 * DAY, SIGNED - DAY)])
    assert verdicts(before) == [Verdict.REVOKED]
    later = revocation_list(NOW - DAY, NOW + DAY, SIGNED + 9 * DAY)
    assert verdicts(with_material(signed, lists=[later])) == [Verdict.REVOKED_LATER]
    vouched = signed_at(plain_pdf(), SIGNED, stamped_at=SIGNED + DAY)
    assert verdicts(with_material(vouched, lists=[later])) == [Verdict.VALID]


def test_what_the_authority_could_be_asked_is_told_and_its_answer_used() -> None:
    asked = certificate(NAME, asked_at=ASKED_AT)
    data = signed_at(plain_pdf(), SIGNED, by=asked)
    wanted = findings_of(data, trusted=trusted(), now=NOW).wanted
    assert [one.url for one in wanted] == [f"{ASKED_AT}/ocsp", f"{ASKED_AT}/ca.crl"]
    listed = revocation_list(NOW, NOW + DAY, SIGNED - DAY).public_bytes(DER)
    (finding,) = findings_of(data, trusted=trusted(), brought=[b"noise", listed], now=NOW).signatures
    assert finding.verdict is Verdict.REVOKED
    assert findings_of(data, now=NOW).wanted == ()  # nobody is asked about a stranger's certificate


def test_the_way_to_the_root_is_told_and_a_certificate_between_is_no_root(signed: bytes) -> None:
    assert findings(signed)[0].path == (NAME, "Cơ quan chứng thực thử")
    between = certificate(NAME).public_bytes(DER)
    assert findings(signed, trust=(between,))[0].verdict is Verdict.UNTRUSTED


def test_the_child_says_the_same(sealed: bytes) -> None:
    assert signatures_bounded(sealed, filename="7.pdf", trusted=trusted(), now=NOW) == findings(sealed)
