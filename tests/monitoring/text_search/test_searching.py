"""What a question finds: stems, accents, codes, beginnings, typing errors, some of the words; never an error."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segnavia.monitoring.text_search.asking import asked
from segnavia.monitoring.text_search.index import Opened, build_index
from segnavia.monitoring.text_search.model import How, Piece
from segnavia.monitoring.text_search.searching import read
from tests.monitoring.text_search.sample import ENTRIES, WORTH


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return build_index(tmp_path_factory.mktemp("search"), "0" * 32, ENTRIES)


def found(opened: Opened, typed: str, kind: str | None = None) -> list[str]:
    return [match.key for match in read(opened, asked(typed)).page(WORTH, kind)]


@pytest.mark.parametrize(
    ("typed", "keys", "how"),
    [
        ("plesso scolastico", ["M4.05"], How.EXACT),
        ("PLESSI", ["M4.05"], How.EXACT),
        ("l'acqua", ["M2.06"], How.EXACT),
        ("citta", ["M2.06"], How.EXACT),
        ("élite", ["P1"], How.EXACT),
        ("asil", ["P3", "P2"], How.EXACT),  # the beginning of a word; the shorter title first
        ("nursery", ["P3"], How.EXACT),  # found, and not shown
        ("F40J22000010001", ["P1"], How.EXACT),
        ("f40j22", ["P1", "P2"], How.EXACT),
        ("M4C1I1.01.00", ["P2"], How.EXACT),
        ("M4.05", ["M4.05"], How.EXACT),
        ("015146", ["015146"], How.EXACT),
        ("scolasitci", ["M4.05"], How.CLOSE),
        ("bolate", ["015027", "P1"], How.CLOSE),
        ("asilo sommergibile", ["P3", "P2"], How.SOME),
        ("sommergibile", [], How.NONE),
        ("due ponte", ["P4"], How.EXACT),  # one in the title, one beside it
    ],
)
def test_question_finds(opened: Opened, typed: str, keys: list[str], how: How) -> None:
    assert found(opened, typed) == keys
    assert read(opened, asked(typed)).how is how


def test_whole_title_comes_first_and_then_what_is_worth_more(opened: Opened) -> None:
    assert found(opened, "milano")[0] == "015146"
    assert found(opened, "asilo")[0] == "P3"


def test_kinds_are_counted_whatever_is_asked_for(opened: Opened) -> None:
    reading = read(opened, asked("bollate"))
    assert reading.by_kind == {"town": 1, "work": 1}
    assert [match.key for match in reading.page(WORTH, "work")] == ["P1"]
    assert reading.page(WORTH, "aim") == []
    assert reading.page(WORTH, "no such kind") == []
    assert reading.keys("work") == ["P1"]
    assert reading.keys("aim") == []


def test_keys_are_all_of_a_kind_in_the_order_of_the_entries(opened: Opened) -> None:
    assert read(opened, asked("comune")).keys("work") == ["P1", "P2", "P3"]


def test_pages_hold_every_answer_once(opened: Opened) -> None:
    reading = read(opened, asked("comune"))
    pages = [reading.page(WORTH, limit=1, offset=offset) for offset in range(4)]
    assert sorted(match.key for page in pages for match in page) == ["P1", "P2", "P3"]


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("bolate", "bollate"),
        ("plessi scolasitci", "plessi scolastici"),
        ("bollate", ""),
        ("sommergibile", ""),
        ("asilo sommergibile", ""),
    ],
)
def test_question_as_it_may_have_been_meant(opened: Opened, typed: str, instead: str) -> None:
    assert read(opened, asked(typed)).instead == instead


def marked(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("typed", "title", "excerpt"),
    [
        ("scuole", "[Scuola] primaria «Èlite»", "COMUNE DI BOLLATE"),
        ("elite", "Scuola primaria «[Èlite]»", "COMUNE DI BOLLATE"),
        ("bolate scuola", "[Scuola] primaria «Èlite»", "COMUNE DI [BOLLATE]"),
        ("prim", "Scuola [primaria] «Èlite»", "COMUNE DI BOLLATE"),
    ],
)
def test_words_are_marked(opened: Opened, typed: str, title: str, excerpt: str) -> None:
    (match,) = read(opened, asked(typed)).page(WORTH, "work")
    assert (marked(match.title), marked(match.excerpt)) == (title, excerpt)


def test_excerpt_is_of_the_part_with_the_word_and_of_whole_words(opened: Opened) -> None:
    (match,) = read(opened, asked("guado")).page(WORTH)
    text = marked(match.excerpt)
    assert "il [guado] antico" in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 180
    assert set(text.replace("[", " ").replace("]", " ").split()) <= {
        "…", "uno", "due", "il", "guado", "antico", "tre", "quattro",
    }  # fmt: skip


def test_pieces_are_plain_text(opened: Opened) -> None:
    (match,) = read(opened, asked("ponte")).page(WORTH)
    assert marked(match.title) == "<b>[Ponte]</b> & strada"


@pytest.mark.parametrize("typed", ["\u0e4d\u0e32", "a_1/-.b", "a\u0301e\u0301", "x.*", "1-2_3"])
def test_beginning_of_a_word_is_no_pattern(opened: Opened, typed: str) -> None:
    assert found(opened, typed) == []


HOSTILE = st.text() | st.text('()[]{}*?~^"\\/:+-!&|<>=. ' + "ABDNORT acs0123456789", max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=HOSTILE)
def test_any_question_has_an_answer(opened: Opened, typed: str) -> None:
    reading = read(opened, asked(typed))
    matches = reading.page(WORTH)
    assert len(matches) == min(20, sum(reading.by_kind.values()))
    assert bool(matches) is (reading.how is not How.NONE)
    entries = {entry.key: entry for entry in ENTRIES}
    for match in matches:
        assert "".join(piece.text for piece in match.title) == entries[match.key].title
    assert isinstance(reading.instead, str)
