"""The figures of Milano on the full open data, recomputed from the publisher's rows without any code of the lake's."""

import csv
import json
import re
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.cli.console import segnavia
from tests.monitoring.milano import DATA, EXAMPLE, PLAN, SOURCES

pytestmark = [
    pytest.mark.full_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the full open data are not in ../shared/data"),
]
Money = dict[str, list[Fraction]]  # code -> projects, funding, paid
TERRITORY = 15


def cents(value: float | None) -> Fraction:
    return Fraction(0) if value is None else Fraction(Decimal(repr(value)).quantize(Decimal("0.01")))


def rows_of(dataset: str, columns: list[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(SOURCES[dataset], columns=columns).to_pylist()
    return rows


def is_cup(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"[A-Z]\d{2}[A-Z]\d{11}", text.strip().upper()) is not None


Places = dict[Any, set[tuple[int, int]]]


def places() -> tuple[Places, Places]:
    """The (province, municipality) pairs by project key, and by CUP under any key."""
    by_key: Places = defaultdict(set)
    by_cup: Places = defaultdict(set)
    names = ["Codice Univoco submisura", "CUP", "Codice Locale Progetto", "Provincia", "Comune"]
    for row in rows_of("PNRR_Localizzazione", names):
        submeasure, cup, clp, province, town = (row[name] for name in names)
        if is_cup(cup) and province is not None and town is not None:
            by_key[submeasure, cup, clp].add((province, town))
            by_cup[cup].add((province, town))
    return by_key, by_cup


def crosswalk() -> dict[str, dict[str, Fraction]]:
    """The share of each objective by sub-measure."""
    shares: dict[str, dict[str, Fraction]] = defaultdict(dict)
    with (PLAN / "crosswalk.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["objective"] != "none":
                shares[row["submeasure"]][row["objective"]] = Fraction(row["share"])
    return shares


def weights(
    submeasure: str, lies: set[tuple[int, int]], served: dict[str, Fraction]
) -> dict[tuple[str, str], Fraction]:
    """How much of a project counts for each dimension and code."""
    inside = {town for province, town in lies if province == TERRITORY}
    here, each = Fraction(len(inside), len(lies)), Fraction(1, len(lies))
    return {
        ("total", ""): here,
        ("by_component", submeasure[:4]): here,
        **({} if served else {("outside_plan", ""): here}),
        **{("by_objective", objective): here * share for objective, share in served.items()},
        **{(("by_municipality", f"015{town:03}") if town else ("territory_level", "")): each for town in inside},
    }


@pytest.fixture(scope="module")
def recomputed() -> dict[str, Money]:
    """Money by dimension and code, and the located CUP under `cups`."""
    by_key, by_cup = places()
    shares = crosswalk()
    found: dict[str, Money] = defaultdict(lambda: defaultdict(lambda: [Fraction(0)] * 3))
    names = ["codice_univoco_submisura", "cup", "codice_locale_progetto", "finanziamento_pnrr", "pagamenti_totali_pnrr"]
    for row in rows_of("PNRR_Pagamenti_di_Progetto", names):
        submeasure, cup, clp, funding, paid = (row[name] for name in names)
        lies = by_key.get((submeasure, cup, clp)) or by_cup.get(cup, set())
        if any(province == TERRITORY for province, _ in lies):
            for (dimension, code), weight in weights(submeasure, lies, shares[submeasure]).items():
                before = found[dimension][code]
                found[dimension][code] = [
                    before[0] + 1,
                    before[1] + weight * cents(funding),
                    before[2] + weight * cents(paid),
                ]
    located = sum(any(province == TERRITORY for province, _ in lies) for lies in by_cup.values())
    found["cups"][""] = [Fraction(located)] * 3
    return found


def measured(home: Path, sources: dict[str, Path]) -> dict[str, Any]:
    """What the commands say of a lake made of these files."""
    assert segnavia(home, "plan", "load", PLAN).returncode == 0
    for name, file in sources.items():
        added = segnavia(home, "lake", "add", name, file)
        assert added.returncode == 0, added.stderr
    done = segnavia(home, "monitor", "--territory", "015", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    document: dict[str, Any] = json.loads(done.stdout)
    return document


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return measured(tmp_path_factory.mktemp("full"), SOURCES)


def assert_same(told: dict[str, Any], expected: list[Fraction], where: str) -> None:
    assert told["projects"] == expected[0], where
    for name, amount in zip(("funding_pnrr", "paid_pnrr"), expected[1:], strict=True):
        assert abs(Fraction(told[name] or 0) - amount) < Fraction(1, 200), f"{where} {name}"


def test_projects_and_cups_are_those_of_the_reference(document: dict[str, Any], recomputed: dict[str, Money]) -> None:
    assert document["total"]["projects"] == recomputed["total"][""][0] == 1911
    assert document["total"]["located_cups"] == recomputed["cups"][""][0] == 3954


@pytest.mark.parametrize("name", ["total", "outside_plan", "territory_level"])
def test_single_figure_to_the_cent(document: dict[str, Any], recomputed: dict[str, Money], name: str) -> None:
    assert_same(document[name], recomputed[name][""], name)


@pytest.mark.parametrize(
    ("name", "code"), [("by_component", "code"), ("by_municipality", "istat"), ("by_objective", "code")]
)
def test_figures_to_the_cent(document: dict[str, Any], recomputed: dict[str, Money], name: str, code: str) -> None:
    told = {row[code]: row for row in document[name]}
    assert told.keys() >= recomputed[name].keys()
    for each, row in told.items():
        assert_same(row, recomputed[name][each], f"{name} {each}")


def test_extract_gives_the_same_document(document: dict[str, Any], tmp_path: Path) -> None:
    """All but what names the files, and bodies that may be persons: the extract is another release of the same rows."""
    sources = {name: EXAMPLE / f"{name}.parquet" for name in SOURCES}
    small = measured(tmp_path / "small", sources)
    differing = {"bulletin", "releases", "by_direction", "by_body"}
    assert {k: v for k, v in small.items() if k not in differing} == {
        k: v for k, v in document.items() if k not in differing
    }
    # who cannot be told from a person stands under `unknown` here, and nobody under another name
    whole = {row["code"]: row for row in document["by_body"]}
    assert all(row == whole[row["code"]] for row in small["by_body"] if row["code"] != "unknown")
    assert 1 < len(small["by_body"]) < len(whole)
