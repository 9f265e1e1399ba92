"""Italian words and their stems, as the likeness of texts compares them."""

import re

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

_WORD = re.compile(r"\w+")


def analyzer() -> TextAnalyzer:
    """Lower case, no accents, Italian stop words taken out, stems.

    Accents go first, as half of the publisher's titles are in capitals, `CITTA'` beside `città`: whatever is lost by it
    is lost on both sides.
    """
    steps = (Filter.lowercase(), Filter.ascii_fold(), Filter.stopword("italian"), Filter.stemmer("italian"))
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for step in steps:
        builder = builder.filter(step)
    return builder.build()


_ANALYZER = analyzer()


def stems_of(text: str | None) -> dict[str, str]:
    """The stems of a text, each with the word that it first stands for, in the text's order; without single letters."""
    found: dict[str, str] = {}
    for word in _WORD.findall((text or "").lower()):
        for stem in _ANALYZER.analyze(word):
            if len(stem) > 1:
                found.setdefault(stem, word)
    return found
