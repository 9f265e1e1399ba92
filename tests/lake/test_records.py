from pathlib import Path

import pytest

from segnavia.lake.records import MOST_LINES, Broken, split_records

OPEN = Broken("a quote is opened and never closed", '"open;2')
MIXED = Broken("a quote stands inside a value", OPEN.line)  # as far as its next quote tells


@pytest.mark.parametrize(
    ("text", "records"),
    [
        pytest.param("1;2\n3;4\n", [["1", "2"], ["3", "4"]], id="plain"),
        pytest.param("1;2\r\n3;4", [["1", "2"], ["3", "4"]], id="windows-line-ends-and-no-last-one"),
        pytest.param("1;2\n\n \n3;4\n", [["1", "2"], ["3", "4"]], id="blank-lines-are-no-rows"),
        pytest.param('"a\nb";2\n3;4\n', [["a\nb", "2"], ["3", "4"]], id="line-feed-in-a-cell"),
        pytest.param('"a ""b""";2\n', [['a "b"', "2"]], id="doubled-quotes"),
        pytest.param('a "b";2\n', [['a "b"', "2"]], id="quotes-inside-an-open-cell"),
        pytest.param('"open;2\n3;4\n5;6\n', [OPEN, ["3", "4"], ["5", "6"]], id="open-quote"),
        pytest.param('"open;2\n3;4\n"open;2\n5;6\n', [MIXED, ["3", "4"], OPEN, ["5", "6"]], id="two-open-quotes"),
        pytest.param(
            "1;2;3\n4;5\n", [Broken("the row has 3 columns where the header has 2", "1;2;3"), ["4", "5"]], id="too-many"
        ),
        pytest.param(
            '"a" b;2\n4;5\n', [Broken("a quote stands inside a value", '"a" b;2'), ["4", "5"]], id="quote-inside"
        ),
    ],
)
def test_split_records(tmp_path: Path, text: str, records: list[list[str] | Broken]) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(f"a;b\n{text}".encode("utf-8-sig"))
    assert list(split_records(file, 2, 1)) == records


def test_open_quote_costs_one_row_however_many_follow(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text('a;b\n"open;2\n' + "3;4\n" * (2 * MOST_LINES), encoding="utf-8")
    first, *rest = split_records(file, 2, 1)
    assert first == OPEN
    assert rest == [["3", "4"]] * (2 * MOST_LINES)


@pytest.mark.parametrize("code", ["RSSMRA80A01F205X", "rssmra80a01f205x", "****************"])
def test_broken_line_of_a_natural_person_is_withheld(tmp_path: Path, code: str) -> None:
    file = tmp_path / "file.csv"
    file.write_text(f"a;b\nMario Rossi;{code};3\n", encoding="utf-8")
    (broken,) = split_records(file, 2, 1)
    assert isinstance(broken, Broken)
    assert broken.line == "(withheld: the row holds a natural person's tax code)"
