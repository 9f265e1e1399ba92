"""From what somebody typed to what is looked for: words without what no word holds, bounded in length and number."""

import re
import unicodedata
from dataclasses import dataclass

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

LONGEST, MOST_WORDS, LONGEST_WORD = 200, 12, 60  # characters, words, characters: more is no question
# An address may hold any letter; these are the ones of which codes are made.
_CODE = re.compile(r"[a-z0-9][a-z0-9./_-]*")


def plain() -> TextAnalyzer:
    """Lower case and no accents: words as they are written, for their beginnings and for typing errors."""
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    return builder.filter(Filter.lowercase()).filter(Filter.ascii_fold()).build()


_PLAIN = plain()


@dataclass(frozen=True, slots=True)
class Term:
    """What stands between two blanks: its words in small letters without accents, and what it is if it is a code."""

    words: tuple[str, ...]
    code: str

    @property
    def is_code(self) -> bool:
        """Whether it may be a code rather than words."""
        return bool(self.code) and any(character.isdigit() for character in self.code)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: `text` as it is shown again, and what is looked for. `whole` is all of it as one title."""

    text: str
    terms: tuple[Term, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All its words, in their order."""
        return tuple(word for term in self.terms for word in term.words)

    @property
    def whole(self) -> str:
        """Its words as a title is kept for a match of all of it."""
        return " ".join(self.words)


def asked(typed: str) -> Asked:
    """The question that was typed, whatever it holds: control and direction characters are no part of it."""
    shown = "".join(" " if character.isspace() else character for character in typed[:LONGEST] if _is_shown(character))
    text = " ".join(unicodedata.normalize("NFC", shown).split())
    terms = []
    left = MOST_WORDS
    for each in unicodedata.normalize("NFKC", text).split():
        words = tuple(word for word in words_of(each) if len(word) <= LONGEST_WORD)[:left]
        if words:
            left -= len(words)
            code = each.lower().strip("./_-")
            terms.append(Term(words, code if _CODE.fullmatch(code) else ""))
    return Asked(text, tuple(terms))


def words_of(text: str) -> list[str]:
    """The words of a text, in small letters and without accents."""
    return _PLAIN.analyze(text)


def _is_shown(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] != "C"


def distance(word: str) -> int:
    """How many letters may be wrong in a word of this length: none in a short one, which would be another word."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def apart(one: str, other: str) -> int | None:
    """By how many letters left out, put in, changed or changed places a word is another; `None`: by too many.

    The index finds such words itself (`Query.fuzzy_term_query`), and does not say which: this tells them again, among
    the few words of what is shown.
    """
    most = distance(one)
    if one == other or not most or abs(len(one) - len(other)) > most:
        return 0 if one == other else None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        after = [i]
        for j, against in enumerate(other, start=1):
            cost = min(row[j] + 1, after[j - 1] + 1, row[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            after.append(cost)
        before, row = row, after
    return row[-1] if row[-1] <= most else None
