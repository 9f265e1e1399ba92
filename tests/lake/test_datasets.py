import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segnavia.lake.datasets import Column, Dataset, Kind, Layout, folded, map_headers
from segnavia.sources.catalogue import DATASETS

DATASET = Dataset(
    name="Prova",
    title="Prova",
    publisher="P",
    licence="CC-BY-4.0",
    attribution="P",
    columns=(
        Column("cup", "CUP", required=True),
        Column("clp", "Codice Locale Progetto", required=True, aliases=("CLP",)),
        Column("eu", "Finanziamento UE (diverso da PNRR)", aliases=("Finanziamento UE",)),
        Column("start", "Data Inizio"),
    ),
    layouts=(Layout("2024", ("start", "eu")), Layout("2023", ("eu",)), Layout("2022")),
    as_of=None,
    left_out=("Sintesi progetto",),
)


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        pytest.param("CUP ", "cup", id="blank"),
        pytest.param("FINANZIAMENTO _UE", "finanziamentoue", id="underscore"),
        pytest.param("Unità di Misura", "unitadimisura", id="accent"),
        pytest.param("Finanziamento UE (diverso da PNRR)", "finanziamentouediversodapnrr", id="punctuation"),
        pytest.param("\ufeffCUP", "cup", id="byte-order-mark"),
        pytest.param("Codice\u00a0CID", "codicecid", id="no-break-space"),
    ],
)
def test_folded(header: str, plain: str) -> None:
    assert folded(header) == plain


def test_map_headers() -> None:
    mapping = map_headers(DATASET, ["Colore", "clp", "SINTESI PROGETTO", "CUP ", "FINANZIAMENTO _UE"])
    assert mapping.index == {"clp": 1, "cup": 3, "eu": 4}
    assert mapping.missing == ()
    assert mapping.absent == ("Data Inizio",)
    assert mapping.unknown == ("Colore",)
    assert mapping.ambiguous == ()


def test_map_headers_missing_and_ambiguous() -> None:
    mapping = map_headers(DATASET, ["CUP", "C.U.P.", "Finanziamento UE"])
    assert mapping.missing == ("Codice Locale Progetto",)
    assert mapping.ambiguous == ("C.U.P.",)


def test_map_headers_by_the_name_in_the_lake() -> None:
    assert map_headers(DATASET, ["cup", "clp", "eu", "start"]).index == {"cup": 0, "clp": 1, "eu": 2, "start": 3}


@pytest.mark.parametrize(
    ("present", "layout"),
    [
        pytest.param(["cup", "start", "eu"], "2024", id="newest"),
        pytest.param(["cup", "eu"], "2023", id="middle"),
        pytest.param(["cup", "start"], "2022", id="not-all-marks"),
    ],
)
def test_layout_of(present: list[str], layout: str) -> None:
    assert DATASET.layout_of(present) == layout


def test_column_by_name() -> None:
    assert DATASET.column("clp").header == "Codice Locale Progetto"


PATTERNS = sorted(
    {c.pattern for dataset in DATASETS.values() for c in dataset.columns if c.kind is Kind.CODE and c.pattern}
)


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=50, deadline=None)
@given(st.data())
def test_pattern_of_a_code_matches_only_what_is_clean(pattern: str, data: st.DataObject) -> None:
    """As `Column` says: a raw value that matches is taken as it stands."""
    code = data.draw(st.from_regex(pattern, fullmatch=True))
    assert code == code.strip(" \t\r\n\u00a0").upper()
    assert code not in ("", "N/D", "N/A", "N.D.", "NULL", "NON DEFINITA", "31/12/9999", "9999-12-31")
