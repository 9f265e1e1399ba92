import pytest

from segnavia.core.bodies import DIRECTION_OF, PREFIXES, SUFFIXES, BodyKind, direction_of, fold, kind_of
from segnavia.core.codes import Direction


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("Citta' Metropolitana di Milano", "CITTA METROPOLITANA DI MILANO", id="apostrophe-for-an-accent"),
        pytest.param("CITTÀ METROPOLITANA DI MILANO", "CITTA METROPOLITANA DI MILANO", id="accent"),
        pytest.param("Comunita’ Montana", "COMUNITA MONTANA", id="curly-apostrophe"),
        pytest.param("  A.S.S.T.  -  Lodi\n", "A S S T LODI", id="punctuation-and-blanks"),
        pytest.param("Società", "SOCIETA", id="combining-accent"),
        pytest.param("I.C. “G. Verdi”", "I C G VERDI", id="quotes"),
        pytest.param("...", "", id="nothing-but-points"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


KINDS = [
    pytest.param("CITTA' METROPOLITANA DI MILANO", BodyKind.METROPOLITAN_CITY, id="metropolitan-city"),
    pytest.param("COMUNE DI ABBIATEGRASSO", BodyKind.MUNICIPALITY, id="municipality"),
    pytest.param("Comune", BodyKind.MUNICIPALITY, id="a-prefix-may-be-the-whole-name"),
    pytest.param("COMUNEMENTE SRL", BodyKind.COMPANY, id="a-prefix-is-a-whole-word"),
    pytest.param("ROMA CAPITALE", BodyKind.MUNICIPALITY, id="rome"),
    pytest.param("UNIONE DEI COMUNI LOMBARDA", BodyKind.UNION, id="union"),
    pytest.param("COMUNITA' MONTANA DELL'OLTREPO PAVESE", BodyKind.UNION, id="mountain-community"),
    pytest.param("PROVINCIA DI LODI", BodyKind.PROVINCE, id="province"),
    pytest.param("LIBERO CONSORZIO COMUNALE DI ENNA", BodyKind.PROVINCE, id="sicilian-province"),
    pytest.param("REGIONE LOMBARDIA", BodyKind.REGION, id="region"),
    pytest.param("MINISTERO DELLA CULTURA", BodyKind.STATE, id="ministry"),
    pytest.param("AGENZIA DEL DEMANIO", BodyKind.STATE, id="agency"),
    pytest.param("ISTITUTO COMPRENSIVO DI VIA PALMIERI", BodyKind.SCHOOL, id="school"),
    pytest.param("I.C. DI VIALE LEGIONI ROMANE", BodyKind.SCHOOL, id="school-by-initials"),
    pytest.param("ISTITUTO SUPERIORE DI SANITA'", BodyKind.HEALTH, id="the-longer-prefix-first"),
    pytest.param("ISTITUTO SUPERIORE GALILEI", BodyKind.SCHOOL, id="the-shorter-prefix-after-it"),
    pytest.param("SCUOLA NORMALE SUPERIORE", BodyKind.UNIVERSITY, id="a-school-that-is-a-university"),
    pytest.param("UNIVERSITA' DEGLI STUDI DI MILANO", BodyKind.UNIVERSITY, id="university"),
    pytest.param("ASST RHODENSE", BodyKind.HEALTH, id="hospital"),
    pytest.param("CONSIGLIO NAZIONALE DELLE RICERCHE - CNR", BodyKind.RESEARCH, id="research"),
    pytest.param("FONDAZIONE ISTITUTO ITALIANO DI TECNOLOGIA - IIT", BodyKind.RESEARCH, id="research-foundation"),
    pytest.param("FONDAZIONE TEATRO ALLA SCALA DI MILANO", BodyKind.FOUNDATION, id="foundation"),
    pytest.param("ORDINE DEGLI AVVOCATI DI MILANO", BodyKind.CHAMBER, id="professional-order"),
    pytest.param("CONSORZIO DI BONIFICA EST TICINO VILLORESI", BodyKind.CONSORTIUM, id="consortium"),
    pytest.param("SOCIETA' TERME SRL", BodyKind.COMPANY, id="company-by-prefix"),
    pytest.param("METROPOLITANA MILANESE S.P.A.", BodyKind.COMPANY, id="company-by-suffix"),
    pytest.param("MM SPA", BodyKind.COMPANY, id="company-by-short-suffix"),
    pytest.param("SPA", BodyKind.OTHER, id="a-suffix-needs-a-name"),
    pytest.param("PARROCCHIA DI SAN BARTOLOMEO", BodyKind.OTHER, id="anybody-else"),
    pytest.param("", BodyKind.OTHER, id="no-name"),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kind_of(name: str, kind: BodyKind) -> None:
    assert kind_of(name) is kind


def test_every_kind_is_met() -> None:
    assert {case.values[1] for case in KINDS} == set(BodyKind)


def test_every_prefix_can_win() -> None:
    """None is written as no folded name begins, or stands behind a shorter one that takes its names."""
    for prefix, kind in PREFIXES:
        assert fold(prefix) == prefix.strip()
        assert kind_of(prefix) is kind, prefix
        assert kind_of(f"{prefix.strip()} X") is kind, prefix


def test_every_suffix_can_win() -> None:
    for suffix, kind in SUFFIXES:
        assert kind_of(f"Acme{suffix}") is kind, suffix


@pytest.mark.parametrize(
    ("name", "direction"),
    [
        pytest.param("Città metropolitana di Milano", Direction.METROPOLITAN_CITY, id="metropolitan-city"),
        pytest.param("Comune di Milano", Direction.MUNICIPALITIES, id="municipality"),
        pytest.param("Unione dei comuni", Direction.MUNICIPALITIES, id="union"),
        pytest.param("Regione Lombardia", Direction.INTERMEDIATE_BODIES, id="region"),
        pytest.param("Chiunque", Direction.INTERMEDIATE_BODIES, id="anybody-else"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="no-source-names-it"),
    ],
)
def test_direction_of(name: str | None, direction: Direction | None) -> None:
    assert direction_of(name) is direction


def test_every_kind_has_a_direction() -> None:
    assert DIRECTION_OF.keys() == set(BodyKind)
    assert set(DIRECTION_OF.values()) == set(Direction)
