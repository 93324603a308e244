"""Rows that the trail answers for: what is done behind the product's back is found, what the product does is not."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from caicach.kernel.access import SYSTEM, Role
from caicach.kernel.audit import services as audit
from caicach.kernel.audit import witnesses
from caicach.kernel.audit.domain import Fault
from caicach.kernel.audit.verifying import Verified, verify
from caicach.kernel.files.models import StoredFile
from caicach.kernel.files.queries import name_as_given
from caicach.kernel.files.services import NAME_OF_REMOVED, remove
from caicach.organisations import services
from factories.correspondence import JUSTICE
from factories.plans import PROOF, confirmed, report, row

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 2, 10, 8, 0, tzinfo=UTC)


@pytest.fixture
def account(db: None) -> int:
    audit.take_in(now=NOW)
    return services.create_user(
        SYSTEM, username="binh", display_name="Lê Văn Bình", password="mat khau dai va la 2026", now=NOW
    )


def _found() -> list[tuple[str, str, int | None]]:
    audit.seal_all()
    return [(fault.problem.value, fault.kind, fault.row_id) for fault in verify()]


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_the_product_does_is_no_fault(account: int) -> None:
    assert _found() == []
    services.set_email(SYSTEM, user_id=account, email="binh@hatinh.gov.vn", now=NOW)
    assert _found() == []
    services.deactivate_user(SYSTEM, user_id=account, why="Nghỉ hưu", now=NOW)
    assert _found() == []


def test_a_row_changed_by_hand_is_found_until_it_is_as_it_was(account: int) -> None:
    assert _found() == []
    _sql(f"UPDATE organisations_user SET display_name = 'Chủ tịch' WHERE id = {account}")
    assert _found() == [("row_changed", "account", account)]
    (fault,) = verify()
    assert str(fault.said) == f"Tài khoản số {account}: dữ liệu khác với lúc được ghi nhật ký lần cuối."
    _sql(f"UPDATE organisations_user SET display_name = 'Lê Văn Bình' WHERE id = {account}")
    assert _found() == []


def test_a_row_put_in_by_hand_is_found(account: int) -> None:
    assert _found() == []
    _sql(
        "INSERT INTO organisations_user (username, display_name, password, email, is_active, is_demo) "
        "VALUES ('ma', 'Không ai', '!', '', TRUE, FALSE)"
    )
    (found,) = _found()
    assert found[:2] == ("row_inserted", "account")


def test_a_role_put_in_by_hand_changes_the_account(account: int) -> None:
    _sql("INSERT INTO organisations_unit (code) VALUES ('SNV')")
    assert _found() == []
    _sql(
        "INSERT INTO organisations_rolegrant (user_id, role, unit_id, valid_from) "
        f"VALUES ({account}, '{Role.ADMIN.value}', 'SNV', '{date(2023, 1, 1)}')"
    )
    assert _found() == [("row_changed", "account", account)]


def test_a_way_in_put_in_by_hand_is_found(account: int) -> None:
    services.set_email(SYSTEM, user_id=account, email="binh@hatinh.gov.vn", now=NOW)
    assert _found() == []
    _sql(
        "INSERT INTO accounts_providerlink (user_id, issuer, subject, linked_at) "
        f"VALUES ({account}, 'https://sso.example', 'ke-gian', '2023-02-10 00:00:00+00:00')"
    )
    assert _found() == [("row_inserted", "way_in", account)]


def test_a_row_taken_away_by_hand_is_found(account: int) -> None:
    assert _found() == []
    _sql(f"DELETE FROM organisations_user WHERE id = {account}")
    assert _found() == [("row_deleted", "account", account)]


def test_rows_from_before_are_taken_in_once_and_bound_from_then_on(db: None) -> None:
    user = services.create_user(
        SYSTEM, username="an", display_name="Trần An", password="mat khau dai va la 2026", now=NOW
    )
    verified = Verified()
    assert list(verify(verified=verified)) == []
    assert "account" in verified.not_taken_in
    assert "account" in audit.take_in(now=NOW)
    assert audit.take_in(now=NOW) == ()
    assert _found() == []
    _sql(f"UPDATE organisations_user SET email = 'x@y.vn' WHERE id = {user}")
    assert _found() == [("row_changed", "account", user)]


def test_a_row_whose_line_is_not_sealed_yet_is_no_fault(account: int) -> None:
    assert _found() == []
    services.set_email(SYSTEM, user_id=account, email="binh@hatinh.gov.vn", now=NOW)
    found: list[Fault] = list(verify())
    assert found == []


def test_every_witness_names_columns_that_are_there(db: None) -> None:
    for witness in witnesses.registered_witnesses():
        for table in witness.tables:
            list(table.model._default_manager.values_list(table.root, *table.columns)[:1])
    kinds = {witness.kind for witness in witnesses.registered_witnesses()}
    of_work = {"task", "document", "letter", "given_number", "account", "way_in", "remark"}
    of_years = {
        "scoring_year",
        "sheet",
        "result",
        "unit_report",
        "edition",
        "inspection",
        "inspection_programme",
        "past_file",
    }
    of_procedures = {"procedure_version", "publication_decision", "portal", "portal_finding"}
    of_procedures |= {"national_export", "procedure_cost", "hourly_income", "cut_target", "feedback"}
    of_institutions = {"legal_document", "business_rule"}
    of_dossiers = {"dossier_source", "dossier_limits", "dossier_import", "dossier_portal"}
    assert kinds == of_work | of_years | of_procedures | of_institutions | of_dossiers | {"public_edition"}


def test_evidence_under_another_name_is_found_and_its_removal_is_none() -> None:
    confirmed()
    report(JUSTICE, row("STP").assignment_id, files=(PROOF,))
    audit.take_in(now=NOW)
    file = StoredFile.objects.get(name=PROOF.name)
    assert _found() == []
    _sql(f"UPDATE files_storedfile SET name = 'bien-ban-khac.txt' WHERE id = {file.pk}")
    assert _found() == [("row_changed", "task", row("STP").task_id)]
    _sql(f"UPDATE files_storedfile SET name = '{PROOF.name}' WHERE id = {file.pk}")
    remove(file.sha256)
    remove(file.sha256)
    assert StoredFile.objects.get(pk=file.pk).name == NAME_OF_REMOVED
    assert _found() == []


def test_what_bears_a_file_answers_for_the_name_it_was_given_by() -> None:
    bare = [
        f"{witness.kind}: {column}"
        for witness in witnesses.registered_witnesses()
        for table in witness.tables
        for column in table.columns
        if isinstance(column, str)
        and column.endswith("__sha256")
        and column not in MADE_BY_THE_PROGRAM
        and str(name_as_given(column.removesuffix("__sha256"))) not in map(str, table.columns)
    ]
    assert bare == []


MADE_BY_THE_PROGRAM = frozenset({"aside_file__sha256", "evidence__sha256"})
