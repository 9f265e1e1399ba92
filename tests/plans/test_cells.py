import pytest

from segnavia.plans.canonical import canonical
from segnavia.plans.cells import cells_of, code_of, element_of
from tests.plans.samples import objective, package


def test_cells_are_those_that_the_text_marks() -> None:
    cells = cells_of(
        canonical(package(objectives=[objective("M1.01", "Servizi", ["municipalities"])], agenda=[], crosswalk=[]))
    )
    assert list(cells.rows) == ["objectives:M1.01", "components:M1C1", "components:M2C1"]
    assert cells.is_marked("objectives:M1.01", "municipalities")
    assert not cells.is_marked("objectives:M1.01", "metropolitan_city")
    assert not cells.is_marked("objectives:M9.99", "municipalities")
    assert not cells.is_marked("drivers:D01", "municipalities")


def test_titles_name_all_that_something_can_be_asked_for() -> None:
    titles = cells_of(canonical(package())).titles
    assert titles["drivers:D01"] == "Campus"
    assert titles["reform_tracks:R1"] == "Autonomia finanziaria"
    assert titles["components:M1C1"] == "PA digitale"
    assert "keywords:K1" not in titles


def test_row_says_that_its_marks_are_uncertain() -> None:
    merged = objective("M1.01", "Servizi", provenance="uncertain", note="riga unita")
    cells = cells_of(canonical(package(objectives=[merged], agenda=[], crosswalk=[])))
    assert cells.rows["objectives:M1.01"].uncertain
    assert not cells.rows["components:M1C1"].uncertain


@pytest.mark.parametrize(
    ("code", "element"), [("M1.01", "objectives:M1.01"), ("M1C1", "components:M1C1")], ids=["objective", "component"]
)
def test_element_and_code_lead_to_each_other(code: str, element: str) -> None:
    assert element_of(code) == element
    assert code_of(element) == code
