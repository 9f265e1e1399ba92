"""Names and first bytes of files that people attach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segnavia.core.uploads import KINDS, file_name, kind_of_name, shows

P7M = bytes.fromhex("30820a5d06092a864886f70d010702a0820a4e")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("delibera.pdf", "delibera.pdf", id="plain"),
        pytest.param("C:\\Users\\rosa\\delibera.pdf", "delibera.pdf", id="Windows path"),
        pytest.param("../../etc/passwd.txt", "passwd.txt", id="path upwards"),
        pytest.param("<script>alert(1)</script>.pdf", "script>.pdf", id="script, whose slash is a path"),
        pytest.param("a\x00b\r\nc.pdf", "abc.pdf", id="control characters"),
        pytest.param("atto\u202efdp.exe", "attofdp.exe", id="turned around"),
        pytest.param("atto\u200f\u2028.pdf", "atto.pdf", id="marks that are not seen"),
        pytest.param("perche\u0301.pdf", "perché.pdf", id="composed"),
        pytest.param("  atto.pdf  ", "atto.pdf", id="blanks around"),
        pytest.param("a" * 300 + ".pdf", "a" * 196 + ".pdf", id="300 characters keep their ending"),
        pytest.param("a." + "b" * 300, "." + "b" * 199, id="an ending of 300"),
        pytest.param("..", "..", id="dots"),
        pytest.param("/", "", id="nothing"),
    ],
)
def test_file_name_is_made_plain(name: str, kept: str) -> None:
    assert file_name(name) == kept


@given(st.text())
def test_any_name_is_short_without_folder_and_control_characters(name: str) -> None:
    kept = file_name(name)
    assert len(kept) <= 200
    assert "/" not in kept
    assert "\\" not in kept
    assert not any(ord(character) < 32 for character in kept)
    assert file_name(kept) == kept


@pytest.mark.parametrize(
    ("name", "kind"), [("a.PDF", "pdf"), ("a.pdf.p7m", "p7m"), ("a.exe", ""), ("pdf", "pdf"), ("", "")]
)
def test_kind_is_told_by_the_ending(name: str, kind: str) -> None:
    found = kind_of_name(name)
    assert (found.extension if found else "") == kind


@pytest.mark.parametrize(
    ("kind", "head", "shown", "good"),
    [
        pytest.param("pdf", b"%PDF-1.7", "pdf", True, id="pdf"),
        pytest.param("pdf", b"MZ\x90\x00", "exe", False, id="program named pdf"),
        pytest.param("pdf", b"Salve", "", False, id="text named pdf"),
        pytest.param("jpeg", b"\xff\xd8\xff", "jpg", True, id="jpeg by its other name"),
        pytest.param("p7m", P7M, "", True, id="signed data"),
        pytest.param("p7m", b"%PDF-1.7", "pdf", False, id="pdf named p7m"),
        pytest.param("p7m", b"0" + b"\x00" * 64, "", False, id="another sequence"),
        pytest.param("txt", "Città\n".encode(), "", True, id="text"),
        pytest.param("txt", b"Citt\xe0", "", True, id="a character cut off by the head's end"),
        pytest.param("txt", b"Citt\xe0 metropolitana", "", False, id="Latin-1"),
        pytest.param("csv", b"a;b\x00", "", False, id="NUL"),
        pytest.param("txt", b"%PDF-1.7", "pdf", False, id="pdf named txt"),
    ],
)
def test_first_bytes_show_the_kind(kind: str, head: bytes, shown: str, good: bool) -> None:
    assert shows(KINDS[kind], head, shown) is good
