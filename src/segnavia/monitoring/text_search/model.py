"""What is searched and what is found, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found. `kind` and `key` say which it is; `codes` are what it is called beside its title.

    `text` is shown around the words that are found in it; `unshown` is found too, and shown nowhere.
    """

    kind: str
    key: str
    title: str
    codes: tuple[str, ...] = ()
    text: str = ""
    unshown: str = ""


class How(StrEnum):
    """How closely what is found answers what was asked."""

    EXACT = "exact"  # all words, or words of the same stems
    CLOSE = "close"  # words spelt nearly so are taken in
    SOME = "some"  # nothing has all the words: what is found has half of them at least
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `marked`: it is one of the words that were looked for. Plain text, to be escaped."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that was found. `excerpt` is the part of its text around the first word that was looked for."""

    kind: str
    key: str
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    score: float
