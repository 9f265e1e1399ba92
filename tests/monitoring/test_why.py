"""Each figure of the example's bulletin worked out again from the rows it keeps: the same, to the last decimal."""

import shutil
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from segnavia.monitoring import reading
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.why import PARTS, RATIOS, agrees, figure_of, terms, worked

ALONE = ("total", "outside_plan", "territory_level")


@pytest.fixture(scope="module")
def bulletin(example_home: Path) -> Bulletin:
    found = reading.current(example_home, "015")
    assert found is not None
    return found


def codes_of(bulletin: Bulletin, dimension: str) -> list[str]:
    return [""] if dimension in ALONE else sorted(bulletin.by[dimension])


@pytest.mark.parametrize("field", PARTS)
def test_part_is_what_the_bulletin_says(example_home: Path, bulletin: Bulletin, field: str) -> None:
    again = worked(example_home, bulletin.id, "total", "", field)
    assert agrees(field, getattr(bulletin.total, field), again.value)
    assert again.terms + again.left_out == bulletin.total.projects_located


@pytest.mark.parametrize("number", range(14))
def test_every_dimension_is_what_the_bulletin_says(example_home: Path, bulletin: Bulletin, number: int) -> None:
    dimension = [*ALONE, *bulletin.by][number]
    code = codes_of(bulletin, dimension)[-1]
    figure = figure_of(bulletin, dimension, code)
    assert figure is not None
    assert worked(example_home, bulletin.id, dimension, code, "paid_pnrr").value == figure.paid_pnrr


@pytest.mark.long
@pytest.mark.parametrize("dimension", ["mission", "objective", "driver", "zone", "component", "goal"])
def test_every_figure_is_what_the_bulletin_says(example_home: Path, bulletin: Bulletin, dimension: str) -> None:
    for code in codes_of(bulletin, dimension):
        figure = figure_of(bulletin, dimension, code)
        for field in PARTS:
            again = worked(example_home, bulletin.id, dimension, code, field)
            assert agrees(field, getattr(figure, field), again.value), (code, field)


def test_terms_add_up_and_the_largest_come_first(example_home: Path, bulletin: Bulletin) -> None:
    found = terms(example_home, bulletin.id, "mission", "M2", "paid_pnrr", limit=10**6, offset=0)
    adds = [term.adds for term in found]
    assert sum(adds, Decimal(0)) == bulletin.figure("mission", "M2").paid_pnrr
    assert adds == sorted(adds, reverse=True)
    assert all(Decimal(term.amount) * term.weight == term.adds for term in found)
    assert all(term.row for term in found)
    second = terms(example_home, bulletin.id, "mission", "M2", "paid_pnrr", limit=2, offset=1)
    assert second == found[1:3]


def test_term_names_the_publishers_row(example_home: Path, bulletin: Bulletin) -> None:
    (term,) = terms(example_home, bulletin.id, "total", "", "paid_pnrr", limit=1, offset=0)
    project = reading.get_project(example_home, bulletin.id, term.project)
    assert project is not None
    (row,) = [row for row in project.rows if row.dataset == "PNRR_Pagamenti_di_Progetto"]
    assert row.row == term.row
    assert project.line.paid_pnrr == term.amount


def test_what_a_source_does_not_say_is_no_term(example_home: Path, bulletin: Bulletin) -> None:
    again = worked(example_home, bulletin.id, "total", "", "paid_pnrr")
    assert again.left_out == bulletin.total.projects_located - bulletin.total.projects
    assert again.left_out > 0


def test_altered_rows_are_seen(example_home: Path, bulletin: Bulletin, tmp_path: Path) -> None:
    shutil.copytree(example_home / "bulletins", tmp_path / "bulletins", symlinks=True)
    file = tmp_path / "bulletins" / bulletin.id / "source_payments.parquet"
    duckdb.sql(
        f"COPY (SELECT * REPLACE (CAST(paid_pnrr + 0.01 AS DECIMAL(15, 2)) AS paid_pnrr) FROM '{file}') "
        f"TO '{tmp_path / 'altered.parquet'}'"
    )
    (tmp_path / "altered.parquet").replace(file)
    assert worked(tmp_path, bulletin.id, "total", "", "paid_pnrr").value != bulletin.total.paid_pnrr


def test_ratios_name_parts_that_there_are() -> None:
    assert {field for sides in RATIOS.values() for side in sides for field in side} <= PARTS.keys()


def test_figure_of_what_is_not_there(bulletin: Bulletin) -> None:
    assert figure_of(bulletin, "mission", "M9") is None
    assert figure_of(bulletin, "nothing", "M1") is None
    assert figure_of(bulletin, "total", "M1") is None


def test_unknown_bulletin_or_field(example_home: Path, bulletin: Bulletin) -> None:
    with pytest.raises(KeyError):
        worked(example_home, "015-2025-03-31-000000000000", "total", "", "paid_pnrr")
    with pytest.raises(KeyError):
        worked(example_home, bulletin.id, "total", "", "paid_twice")


def test_only_what_rests_on_a_coefficient_may_differ_by_less_than_a_cent() -> None:
    assert not agrees("paid_pnrr", Decimal("1.000"), Decimal("1.001"))
    assert agrees("climate_funding", Decimal("1.000"), Decimal("1.001"))
    assert not agrees("climate_funding", Decimal("1.00"), Decimal("1.01"))
    assert not agrees("climate_funding", None, Decimal(0))
    assert agrees("climate_funding", None, None)
