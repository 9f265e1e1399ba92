"""The cases on a project's public page: beside the official value, which stays."""

import json

import pytest
from django.test import Client

from segnavia.actions import cases
from segnavia.core.lifecycle import CaseOutcome
from segnavia.core.prefill import Contested, LineKind
from segnavia.registry.models import Case
from tests.actions.people import PLANNER
from tests.desk.people import actor
from tests.portal.sample_projects import KEY
from tests.rounding import plan

pytestmark = pytest.mark.django_db
PAID = Contested(LineKind.PROJECT, KEY, "Tram", "paid_pnrr", official="13239600.25", local="14000000.00")


@pytest.fixture
def case() -> Case:
    return cases.open_case(plan(), actor(), PAID, by=PLANNER, reason="Motivo <b>riservato</b>")


def test_project_page_shows_the_case_beside_the_official_value(case: Case, portal: Client) -> None:
    cases.write(case, by=PLANNER, text="lettera riservata")
    html = portal.get(f"/progetti/{KEY}").content.decode()
    assert "Comune di Cormano indica 14.000.000,00; il valore ufficiale è 13.239.600,25" in html
    assert 'value="13239600.25"' in html, "the official value still stands in its place"
    assert "lettera riservata" not in html
    assert "riservato" not in html
    twin = json.loads(portal.get(f"/progetti/{KEY}.json").content)
    assert twin["paid_pnrr"] == 13239600.25 or twin["paid_pnrr"] == "13239600.25"
    (told,) = twin["cases"]
    assert (told["official_value"], told["local_value"], told["state"]) == ("13239600.25", "14000000.00", "open")
    assert "reason" not in told


def test_closed_case_stays_on_the_project_page_with_its_outcome(case: Case, portal: Client) -> None:
    cases.close_case(
        case, by=PLANNER, version=case.version, outcome=CaseOutcome.LOCAL_RIGHT, explanation="Segnalato <i>oggi</i>"
    )
    html = portal.get(f"/progetti/{KEY}").content.decode()
    assert "Ha ragione l’ente" in html
    assert "Segnalato &lt;i&gt;oggi&lt;/i&gt;" in html
    assert 'value="13239600.25"' in html
    assert json.loads(portal.get(f"/progetti/{KEY}.json").content)["cases"][0]["outcome"] == "local_right"


def test_project_without_cases_has_no_such_section(portal: Client) -> None:
    assert 'id="cases"' not in portal.get(f"/progetti/{KEY}").content.decode()
