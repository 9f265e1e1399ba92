"""Marking the words that were looked for in what was found. Plain pieces of text come out: the page escapes them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tantivy import TextAnalyzer

from segnavia.monitoring.proposals.words import analyzer
from segnavia.monitoring.text_search.asking import Asked, apart, plain
from segnavia.monitoring.text_search.model import How, Piece

AROUND = 160  # characters of an excerpt: two lines on a phone, one and a half beside a title

_STEMS, _PLAIN = analyzer(), plain()
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """Knows the words of one question."""

    stems: frozenset[str]
    words: frozenset[str]
    beginning: str  # the last word, which may not be typed to its end
    codes: tuple[str, ...]
    near: tuple[str, ...]  # words of which others spelt nearly so count too

    def title(self, text: str) -> tuple[Piece, ...]:
        """The whole text with its words marked."""
        return tuple(_pieces(text, self._spans(text)))

    def excerpt(self, text: str) -> tuple[Piece, ...]:
        """The part of a text around its first marked word, or its beginning; cut between words."""
        spans = self._spans(text)
        first = spans[0][0] if spans else 0
        start = _after_blank(text, max(0, first - AROUND // 3))
        end = _before_blank(text, min(len(text), start + AROUND))
        kept = [(a - start, b - start) for a, b in spans if a >= start and b <= end]
        pieces = list(_pieces(text[start:end], kept))
        if start:
            pieces.insert(0, Piece("… ", marked=False))
        if end < len(text):
            pieces.append(Piece(" …", marked=False))
        return tuple(pieces)

    def _spans(self, text: str) -> list[Span]:
        found = {span for stem, span in _tokens(_STEMS, text) if stem in self.stems}
        for word, span in _tokens(_PLAIN, text):
            if (
                word in self.words
                or (self.beginning and word.startswith(self.beginning))
                or any(apart(near, word) is not None for near in self.near)
            ):
                found.add(span)
        lower = text.lower()
        if len(lower) == len(text):  # a letter whose small form is longer would move what follows
            for code in self.codes:
                start = lower.find(code)
                if start >= 0:
                    found.add((start, start + len(code)))
        return sorted(found)


def marker_of(question: Asked, how: How) -> Marker:
    """What marks the words of a question, spelt nearly so too where such were taken in."""
    words = question.words
    return Marker(
        stems=frozenset(stem for word in words for stem in _STEMS.analyze(word)),
        words=frozenset(word for word in words if _STEMS.analyze(word)) or frozenset(words),
        beginning=words[-1] if words and len(words[-1]) > 1 else "",
        codes=tuple(term.code for term in question.terms if term.is_code),
        near=words if how in {How.CLOSE, How.SOME} else (),
    )


def _tokens(by: TextAnalyzer, text: str) -> Iterator[tuple[str, Span]]:
    for token in by.pre_tokenize(text).tokens:
        yield token.text, (token.char_offset_from, token.char_offset_to)


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    at = 0
    for start, end in spans:
        if start < at:  # within a longer one, such as a word of a code
            continue
        if start > at:
            yield Piece(text[at:start], marked=False)
        yield Piece(text[start:end], marked=True)
        at = end
    if at < len(text):
        yield Piece(text[at:], marked=False)


def _after_blank(text: str, at: int) -> int:
    if at == 0:
        return 0
    blank = text.find(" ", at, at + 30)
    return at if blank < 0 else blank + 1


def _before_blank(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = text.rfind(" ", max(0, at - 30), at)
    return at if blank < 0 else blank
