"""Digital signatures: with a key file and a token, on the right places, and what they are worth afterwards."""

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pkcs11
import pytest
from asn1crypto import keys as asn1_keys
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from caicach.correspondence import printing, queries, services
from caicach.correspondence.domain.letters import LetterState, SignatureRole
from caicach.correspondence.signing.bounded import key_bounded
from caicach.correspondence.signing.findings import Verdict
from caicach.correspondence.signing.keys import file_key, parts_of_key
from caicach.correspondence.signing.marks import Mark, agency_words, checked_picture
from caicach.correspondence.signing.places import corner_place, seal_place, signature_place
from caicach.correspondence.signing.sign import signed_pdf
from caicach.correspondence.signing.tokens import Token, token_key
from caicach.correspondence.signing.verify import signature_findings
from caicach.kernel.errors import CaicachError, Conflict, InvalidInput, NotAllowed, NotInstalled
from factories.correspondence import JUSTICE, LEADER, OFFICE, STRANGER
from factories.keys import ENCIPHERMENT, SECRET, certificate, pkcs12_file, private_der, trusted
from factories.letters import SENT, letter_text, numbered, office, page, signed, version_of

pytestmark = pytest.mark.slow

NOW = datetime(2026, 5, 1, tzinfo=UTC)
NAME = "Chủ tịch UBND tỉnh"
SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")


@pytest.fixture(scope="module")
def letter() -> bytes:
    return printing.pdf_of(replace(letter_text(), number="07", date=datetime(2023, 4, 4, tzinfo=UTC).date()))


def signed_once(data: bytes, field: str = "person", name: str = NAME) -> bytes:
    place = signature_place(data, title="TRƯỞNG BAN", name="Chủ tịch UBND tỉnh", lines_above_name=1)
    with file_key(pkcs12_file(name), SECRET, now=NOW) as key:
        return signed_pdf(data, key, field=field, place=place, mark=Mark((name,)))


def verdicts(data: bytes, now: datetime = NOW, *, trust: bool = True) -> list[Verdict]:
    return [f.verdict for f in signature_findings(data, trusted=trusted() if trust else (), now=now)]


def refused(act: object, kind: type[CaicachError] = InvalidInput) -> str:
    with pytest.raises(kind) as caught:
        act()  # type: ignore[operator]
    return caught.value.code


def open_key(data: bytes, secret: str = SECRET, now: datetime = NOW) -> object:
    def opened() -> None:
        with file_key(data, secret, now=now):
            pass

    return opened


def test_a_signature_says_who_signed_and_that_nothing_changed(letter: bytes) -> None:
    (finding,) = signature_findings(signed_once(letter), trusted=trusted(), now=NOW)
    assert (finding.signer, finding.issuer, finding.verdict) == (NAME, "Cơ quan chứng thực thử", Verdict.VALID)
    assert (finding.serial, finding.is_last) == ("1234", True)


def test_a_key_that_the_child_opened_signs_as_the_file_itself(letter: bytes) -> None:
    place = signature_place(letter, title="TRƯỞNG BAN", name="Chủ tịch UBND tỉnh", lines_above_name=1)
    with key_bounded(pkcs12_file(NAME), SECRET, now=NOW) as key, file_key(pkcs12_file(NAME), SECRET, now=NOW) as own:
        data = signed_pdf(letter, key, field="person", place=place, mark=Mark((NAME,)))
        assert (key.method, key.subject, key.serial) == (own.method, own.subject, own.serial)
        assert parts_of_key(key) == parts_of_key(own)
    (finding,) = signature_findings(data, trusted=trusted(), now=NOW)
    assert (finding.signer, finding.verdict) == (NAME, Verdict.VALID)


def test_the_child_says_why_a_key_does_not_open() -> None:
    codes = [refused(lambda: key_bounded(pkcs12_file(NAME), "sai", now=NOW))]
    codes += [refused(lambda: key_bounded(pkcs12_file(NAME, ends=NOW), SECRET, now=NOW.replace(year=2027)))]
    assert codes == ["signing.key_not_opened", "signing.certificate_out_of_time"]


def test_a_signer_for_whom_nobody_vouches_is_untrusted(letter: bytes) -> None:
    assert verdicts(signed_once(letter), trust=False) == [Verdict.UNTRUSTED]


def test_the_second_signature_leaves_the_first_valid(letter: bytes) -> None:
    both = signed_once(signed_once(letter), "agency", "Ban Chỉ đạo CCHC tỉnh")
    assert verdicts(both) == [Verdict.VALID, Verdict.VALID]
    assert both.startswith(letter)


def test_one_altered_byte_is_found(letter: bytes) -> None:
    data = bytearray(signed_once(letter))
    at = data.index(b"stream") + 40
    data[at] ^= 1
    assert verdicts(bytes(data)) == [Verdict.ALTERED]


def test_a_page_changed_after_the_signature_is_found(letter: bytes) -> None:
    other = signed_once(letter)
    with pikepdf.open(io.BytesIO(other)) as pdf:
        pdf.pages[0].MediaBox = [0, 0, 300, 300]
        stream = io.BytesIO()
        pdf.save(stream)
    assert Verdict.VALID not in verdicts(stream.getvalue())


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7 broken"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert refused(lambda: signature_findings(data, now=NOW)) == "signing.unreadable_pdf"


def test_a_pdf_without_signature_has_none(letter: bytes) -> None:
    assert signature_findings(letter, now=NOW) == ()


def test_wrong_passwords_and_unusable_keys_are_told_apart() -> None:
    good = pkcs12_file(NAME)
    assert refused(open_key(good, "sai")) == "signing.key_not_opened"
    assert refused(open_key(b"no key")) == "signing.key_not_opened"
    expired = pkcs12_file(NAME, ends=datetime(2021, 1, 1, tzinfo=UTC))
    assert refused(open_key(expired)) == "signing.certificate_out_of_time"
    assert refused(open_key(pkcs12_file(NAME, usage=ENCIPHERMENT))) == "signing.certificate_not_for_signing"


def test_the_mark_stands_between_title_and_name_and_the_seal_covers_a_third(letter: bytes) -> None:
    place = signature_place(letter, title="TRƯỞNG BAN", name=NAME, lines_above_name=1)
    seal = seal_place(place)
    assert place.page == 0
    assert place.height > 20
    assert (seal.right - place.left) / place.width == pytest.approx(1 / 3, abs=0.01)
    assert signature_place(letter, title="KHÔNG CÓ", name="Không có").bottom > 0
    assert corner_place(letter).top < 842


def test_the_words_of_the_agency_bear_the_time_in_iso_form() -> None:
    assert agency_words("SỞ NỘI VỤ", datetime(2023, 4, 4, 8, 30, tzinfo=UTC))[1] == (
        "Thời gian ký: 2023-04-04T08:30:00+00:00"
    )


def test_a_picture_is_a_png_of_bounded_size() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (200, 80), (0, 0, 200, 128)).save(stream, "PNG")
    assert checked_picture(stream.getvalue()).startswith(b"\x89PNG")
    assert refused(lambda: checked_picture(b"\x89PNG\r\n\x1a\n broken")) == "signing.picture"


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Token:
    """A SoftHSM token that holds a key and its certificate."""
    if not SOFTHSM.is_file() or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not installed (softhsm2)")
    folder = tmp_path / "tokens"
    folder.mkdir()
    settings = tmp_path / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    made = ["softhsm2-util", "--init-token", "--free", "--label", "van-thu", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(made, check=True, capture_output=True)
    pkcs11.lib(str(SOFTHSM)).reinitialize()
    _fill()
    return Token(str(SOFTHSM), "van-thu", "ky")


def _fill() -> None:
    opened = pkcs11.lib(str(SOFTHSM)).get_token(token_label="van-thu")
    with opened.open(rw=True, user_pin="1234") as session:
        inner = asn1_keys.PrivateKeyInfo.load(private_der(NAME))["private_key"].parsed.dump()
        label = {pkcs11.Attribute.LABEL: "ky", pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.ID: b"1"}
        session.create_object({**decode_rsa_private_key(inner), **label})
        der = certificate(NAME).public_bytes(Encoding.DER)
        session.create_object({**decode_x509_certificate(der), **label})


def test_a_key_that_never_leaves_its_token_signs(letter: bytes, token: Token) -> None:
    place = corner_place(letter)
    with token_key(token, "1234", now=NOW) as key:
        data = signed_pdf(letter, key, field="agency", place=place, mark=Mark((NAME,)))
    assert verdicts(data) == [Verdict.VALID]


def test_a_wrong_pin_a_missing_key_and_a_missing_library_are_told_apart(token: Token) -> None:
    def opened(changed: Token, pin: str) -> object:
        def act() -> None:
            with token_key(changed, pin, now=NOW):
                pass

        return act

    assert refused(opened(token, "0000")) == "signing.pin_wrong"
    assert refused(opened(replace(token, key_label="khác"), "1234")) == "signing.no_key_on_token"
    assert refused(opened(replace(token, label="khác"), "1234"), NotInstalled) == "signing.token_missing"
    assert refused(opened(replace(token, library="/nowhere.so"), "1234"), NotInstalled) == "signing.token_missing"


def sign(letter: int, role: SignatureRole = SignatureRole.PERSON, actor=LEADER, secret: str = SECRET) -> None:
    services.sign_letter(
        actor,
        letter_id=letter,
        version=version_of(letter),
        role=role,
        key=file_key(pkcs12_file(NAME), secret, now=NOW),
        now=SENT,
    )


@pytest.mark.django_db
def test_the_leader_signs_and_the_office_stamps() -> None:
    office()
    letter = numbered()
    sign(letter)
    assert page(letter).row.state is LetterState.SIGNED
    sign(letter, SignatureRole.AGENCY, OFFICE)
    assert [s.role for s in page(letter).signatures] == [SignatureRole.PERSON, SignatureRole.AGENCY]
    assert verdicts(queries.letter_pdf(OFFICE, letter).data) == [Verdict.VALID, Verdict.VALID]
    assert refused(lambda: sign(letter), Conflict) == "letter.already_signed"


@pytest.mark.django_db
def test_a_wrong_password_changes_nothing() -> None:
    office()
    letter = numbered()
    assert refused(lambda: sign(letter, secret="sai")) == "signing.key_not_opened"
    assert (page(letter).row.state, page(letter).signatures) == (LetterState.NUMBERED, ())


@pytest.mark.django_db
def test_signing_has_its_sides() -> None:
    office()
    letter = numbered()
    assert refused(lambda: sign(letter, actor=OFFICE), NotAllowed) == "access.denied"
    for actor in (JUSTICE, STRANGER):
        with pytest.raises(CaicachError):
            sign(letter, actor=actor)
    assert refused(lambda: sign(letter, SignatureRole.AGENCY, OFFICE), Conflict) == "letter.other_state"
    assert refused(lambda: sign(signed(letter), SignatureRole.AGENCY, LEADER), NotAllowed) == "access.denied"
