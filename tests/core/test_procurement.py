import pytest

from segnavia.core.procurement import is_cig_sound


def old(number: int) -> str:
    return f"{number:07d}{number * 211 % 4091:03X}"


def smart(letter: str, number: int) -> str:
    return f"{letter}{number * 211 % 251:02X}{number:07X}"


def new(letter: str, number: int) -> str:
    return f"{letter}{number:06X}{(number + ord(letter) - 64) * 211 % 4091:03X}"


@pytest.mark.parametrize(
    "code", [old(1234567), old(0), smart("Z", 0x12345), smart("V", 7), new("A", 0xABCDE), new("U", 1)]
)
def test_cig_whose_digits_agree(code: str) -> None:
    assert is_cig_sound(code)


@pytest.mark.parametrize("code", ["1234567000", "Z001234567", "A0ABCDE000", "", "ABCDEFGHIJ", "a0abcde123"])
def test_cig_whose_digits_do_not(code: str) -> None:
    assert not is_cig_sound(code)
