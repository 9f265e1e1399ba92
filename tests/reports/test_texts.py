"""What a document cannot hold is left out of a text; all else stays as it is."""

import pytest

from segnavia.reports.texts import clean, possible


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2.260,0\u00a0M€ (36\u00a0%)", "2.260,0\u00a0M€ (36\u00a0%)"),  # what holds numbers and units together stays
        (" due\nrighe\u2028e\tmezza ", "due righe e mezza"),
        ("perche\u0301", "perché"),
        ("nul\x00 bel\x07", "nul bel"),
        ("\u202eottegorp\u202c", "ottegorp"),
        ("pezzo \ud800 spaiato", "pezzo  spaiato"),
        ("privato \ue000, \uffff", "privato ,"),
        ("שלום, 東京 🚊", "שלום, 東京 🚊"),
    ],
)
def test_clean_text(text: str, told: str) -> None:
    assert clean(text) == told


def test_possible_text_keeps_its_lines() -> None:
    assert possible("una\nlinea\x07 \u202e") == "una\nlinea "
