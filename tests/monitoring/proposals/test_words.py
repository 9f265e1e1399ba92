import pytest

from segnavia.monitoring.proposals.words import stems_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("riqualificazione", "RIQUALIFICAZIONI"),
        ("scuola", "le scuole"),
        ("comunità", "COMUNITA'"),
        ("città", "CITTA’"),
        ("digitalizzazione", "Digitalizzazioni"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stems_of(one).keys() == stems_of(other).keys() != set()


@pytest.mark.parametrize(("one", "other"), [("scuola", "scopo"), ("strada", "stradario"), ("rete", "retina")])
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert stems_of(one).keys() & stems_of(other).keys() == set()


def test_stems_keep_the_words_as_they_stand() -> None:
    assert stems_of("Reti ciclabili: la RETE dell'Adda") == {"ret": "reti", "ciclabil": "ciclabili", "adda": "adda"}


@pytest.mark.parametrize("text", [None, "", " ", "di e la", "*** – ’", "A B C"])
def test_texts_without_words(text: str | None) -> None:
    assert stems_of(text) == {}
