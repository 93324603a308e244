"""Compliance cost on pages: works typed line by line, what-if of a simplification, progress against a target."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from caicach.cli.main import main
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.organisations.models import User
from caicach.procedures import services
from caicach.procedures.costs.costing import Burden
from caicach.procedures.domain.simplifying import CutTarget, SimplifyingOption, text_of_works, works_in
from caicach.procedures.models import CutTarget as TargetRow
from caicach.procedures.models import HourlyIncome, ProcedureCost
from caicach.procedures.queries import costs
from caicach.procedures.services import CostFacts
from factories.procedures import DAY, JUSTICE, LEADER, OFFICE, made, registered
from factories.web import people

ON = DAY.date()
CODE = made(1)["code"]
SignIn = Callable[[str], Client]


@pytest.mark.parametrize("text", ["Việc", "Việc | năm", "| 1 |", "Việc | -1", "a | 1 | 2 | 3"])
def test_a_line_that_is_no_work_is_told(text: str) -> None:
    with pytest.raises(InvalidInput):
        works_in(text)


def test_works_come_back_as_they_were_typed() -> None:
    works = works_in("Chuẩn bị hồ sơ | 6; 8; 12,5 |\nBản vẽ | | 2.000.000")
    assert works_in(text_of_works(works)) == works


@pytest.mark.django_db
class TestTables:
    @pytest.fixture(autouse=True)
    def register(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(timezone, "now", lambda: DAY)
        people()
        registered(made(1), made(2))

    def test_a_cost_is_reckoned_from_dated_parameters_and_what_if_shows_the_saving(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        office = Client()
        office.force_login(User.objects.get(username="thuongtruc"))
        typed = {
            "works": "Chuẩn bị hồ sơ | 6; 8; 12", "fees": "150.000", "times": "1", "subjects": "1.200",
            "options": ["papers"], "works_after": "Chuẩn bị hồ sơ | 4", "fees_after": "0", "version": "0",
        }  # fmt: skip
        address = f"/thu-tuc/chi-phi/{CODE}/"
        assert office.post(address, {**typed, "works": "không giờ"}).status_code == 422
        assert office.post(address, typed).status_code == 302
        assert "chưa tính được" in office.get(address).content.decode()
        income = {"act": "income", "since": "01/01/2023", "amount": "50.000", "source": "Niên giám thống kê"}
        assert office.post("/thu-tuc/chi-phi/tham-so/", income).status_code == 302
        target = {"act": "target", "year": "2025", "cost_share": "30", "count_share": "", "target_source": "NQ 1"}
        assert office.post("/thu-tuc/chi-phi/tham-so/", target).status_code == 302
        page = office.get(address).content.decode()
        assert "550.000" in page
        assert "420.000.000" in page
        assert main(["procedures", "cost", CODE, "--on", f"{ON:%d/%m/%Y}", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["current"]["once"], told["saving"], told["percent"]) == ("550000", "420000000", "63.64")
        assert told["hourly_income"]["source"] == "Niên giám thống kê"
        assert main(["procedures", "cost", made(2)["code"], "--on", f"{ON:%d/%m/%Y}"]) == 4
        board = costs.cost_board(OFFICE, on=ON)
        assert board.progress is not None
        assert (board.progress.cost_now, board.progress.decided_saving) == (Decimal(660_000_000), Decimal(0))
        assert (board.target and board.target.cost_share, board.uncosted) == (Decimal(30), 1)
        assert office.post(address, {**typed, "version": "1", "decided_on": "15/02/2023"}).status_code == 302
        decided = costs.cost_board(LEADER, on=ON).progress
        assert decided is not None
        assert (decided.decided_saving, decided.decided_share) == (Decimal(420_000_000), Decimal("63.64"))
        assert "63,64%" in office.get("/thu-tuc/chi-phi/").content.decode()
        assert office.get("/thu-tuc/chi-phi/", {"tai": "xlsx"}).status_code == 200

    def test_a_procedure_that_nobody_means_to_simplify_stands_on_the_board(self) -> None:
        services.save_income(OFFICE, since=date(2023, 1, 1), amount=Decimal(50_000), source="Niên giám", now=DAY)
        burden = Burden(works_in("Chuẩn bị hồ sơ | 6"), Decimal(0), Decimal(0), Decimal(1), Decimal(10))
        services.save_cost(OFFICE, code=CODE, facts=CostFacts(burden), seen=0, now=DAY)
        office = Client()
        office.force_login(User.objects.get(username="thuongtruc"))
        page = office.get("/thu-tuc/chi-phi/")
        assert page.status_code == 200
        assert "3.000.000" in page.content.decode()

    def test_who_writes_and_what_is_refused(self) -> None:
        burden = Burden(works_in("A | 1"), Decimal(0), Decimal(0), Decimal(1), Decimal(1))
        facts = CostFacts(burden, options=(SimplifyingOption.TIME,))
        for person in (LEADER, JUSTICE):
            with pytest.raises(NotAllowed):
                services.save_cost(person, code=CODE, facts=facts, seen=0, now=DAY)
            with pytest.raises(NotAllowed):
                services.save_income(person, since=ON, amount=Decimal(1), source="x", now=DAY)
            with pytest.raises(NotAllowed):
                services.save_target(person, target=CutTarget(2025, None, None, "x"), now=DAY)
        with pytest.raises(NotFound):
            services.save_cost(OFFICE, code="1.999999", facts=facts, seen=0, now=DAY)
        with pytest.raises(InvalidInput):
            services.save_cost(OFFICE, code=CODE, facts=CostFacts(burden, decided_on=ON), seen=0, now=DAY)
        services.save_cost(OFFICE, code=CODE, facts=facts, seen=0, now=DAY)
        with pytest.raises(Conflict):
            services.save_cost(OFFICE, code=CODE, facts=facts, seen=0, now=DAY)
        with pytest.raises(InvalidInput):
            services.save_income(OFFICE, since=ON, amount=Decimal(0), source="x", now=DAY)
        with pytest.raises(InvalidInput):
            services.save_target(OFFICE, target=CutTarget(2025, Decimal(101), None, "x"), now=DAY)

    def test_the_tables_hold_their_rules(self) -> None:
        given = {"since": date(2023, 1, 1), "amount": 1, "source": "x", "made_at": DAY, "made_by_name": "x"}
        for wrong in ({"amount": 0}, {"source": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                HourlyIncome.objects.create(**{**given, **wrong})
        with pytest.raises(IntegrityError), transaction.atomic():
            ProcedureCost.objects.create(family="1.1", current={}, decided_on=ON, made_at=DAY, made_by_name="x")
        with pytest.raises(IntegrityError), transaction.atomic():
            TargetRow.objects.create(year=2025, cost_share=101, source="x")
