"""Looking for a question in an index: all its words first, then words spelt nearly so, then at least half of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tantivy import Occur, Query

from segnavia.monitoring.proposals.words import analyzer
from segnavia.monitoring.text_search.asking import Asked, Term, apart, distance, words_of
from segnavia.monitoring.text_search.index import SCHEMA, Opened
from segnavia.monitoring.text_search.marking import marker_of
from segnavia.monitoring.text_search.model import How, Match

# Below this many exact answers, words spelt nearly so are taken in too: a page that is all but empty helps nobody.
FEW = 3
# How much a word counts where it stands (BM25, or a constant): a code is meant as such; a title that is the whole
# question is what was looked for; a word as it is written tells more than its stem, as "Milano" has that of "mila".
_CODE, _CODE_BEGINS, _WHOLE = 40.0, 12.0, 30.0
_TITLE_WORD, _TITLE_STEM, _TITLE_BEGINS, _TEXT_STEM, _TEXT_BEGINS = 3.0, 3.0, 1.5, 0.6, 0.3
_NEAR = 0.5
_AS_ASKED = 100.0  # what is spelt as it was asked stands before what is spelt nearly so
_STEMS = analyzer()


@dataclass(frozen=True)
class Reading:
    """How a question is read: what is looked for, and how many answers of each kind there are."""

    opened: Opened
    question: Asked
    query: Query
    how: How
    by_kind: Mapping[str, int]

    def page(
        self, kinds: Mapping[str, float], kind: str | None = None, limit: int = 20, offset: int = 0
    ) -> list[Match]:
        """A page of the answers, of one kind or of all; `kinds` are what each is worth beside its words."""
        if kind is None:
            clauses = [
                (Occur.Should, Query.const_score_query(_term("kind", each), worth))
                for each, worth in kinds.items()
                if worth and each in self.by_kind
            ]
        else:
            clauses = [(Occur.Must, Query.const_score_query(_term("kind", kind), kinds.get(kind, 0.0)))]
        query = Query.boolean_query([(Occur.Must, self.query), *clauses])
        searcher, marker = self.opened.searcher, marker_of(self.question, self.how)
        found = []
        for score, address in searcher.search(query, limit, count=False, offset=offset).hits:
            document = searcher.doc(address)
            found.append(
                Match(
                    kind=str(document["kind"][0]),
                    key=self.opened.keys[int(document["number"][0])],
                    title=marker.title(str(document["title"][0])),
                    excerpt=marker.excerpt(str(document["shown"][0])),
                    score=float(score),
                )
            )
        return found

    def keys(self, kind: str) -> list[str]:
        """The keys of all answers of one kind, in the order of the entries."""
        number = self.by_kind.get(kind, 0)
        if not number:
            return []
        query = Query.boolean_query([(Occur.Must, self.query), (Occur.Must, _term("kind", kind))])
        searcher = self.opened.searcher
        addresses = [address for _, address in searcher.search(query, number, count=False).hits]
        numbers = searcher.fast_field_values("number", addresses)
        return [self.opened.keys[each] for each in sorted(int(each) for each in numbers if each is not None)]

    @property
    def instead(self) -> str:
        """The question with each word that nobody uses spelt as the best answers have it; empty where none is."""
        if self.how is not How.CLOSE:
            return ""
        searcher = self.opened.searcher

        def uses(word: str) -> int:
            return int(sum(searcher.doc_freq(field, word) for field in ("title_words", "text_words")))

        best = [searcher.doc(address) for _, address in searcher.search(self.query, 10, count=False).hits]
        seen = {word for each in best for name in ("title", "shown") for word in words_of(str(each[name][0]))}
        right = {}
        for word in self.question.words:
            near = [(far, -uses(other), other) for other in sorted(seen) if (far := apart(word, other)) is not None]
            if near and not uses(word):
                right[word] = min(near)[-1]
        return " ".join(right.get(word, word) for word in self.question.words) if right else ""


def read(opened: Opened, question: Asked) -> Reading:
    """The closest reading of a question that finds anything."""
    terms = _telling(question)
    exact_terms = [_exact(term, last=term is terms[-1]) for term in terms]
    near_terms = [_any(exact, _nearly(term)) for exact, term in zip(exact_terms, terms, strict=True)]
    nothing: dict[str, int] = {}
    if not terms:
        return Reading(opened, question, Query.empty_query(), How.NONE, nothing)
    exact = _together(question, exact_terms)
    by_kind = _by_kind(opened, exact)
    if sum(by_kind.values()) < FEW and not _names_a_code(opened, terms):
        first = Query.const_score_query(exact, _AS_ASKED)
        near = Query.boolean_query([(Occur.Must, _together(question, near_terms)), (Occur.Should, first)])
        near_by_kind = _by_kind(opened, near)
        if sum(near_by_kind.values()) > sum(by_kind.values()):
            return Reading(opened, question, near, How.CLOSE, near_by_kind)
    if by_kind:
        return Reading(opened, question, exact, How.EXACT, by_kind)
    for parts in (exact_terms, near_terms) if len(terms) > 1 else ():
        half = -(-len(terms) // 2)
        some = Query.boolean_query([(Occur.Should, part) for part in parts], minimum_number_should_match=half)
        if found := _by_kind(opened, some):
            return Reading(opened, question, some, How.SOME, found)
    return Reading(opened, question, Query.empty_query(), How.NONE, nothing)


def _telling(question: Asked) -> list[Term]:
    """The terms that tell anything: articles and prepositions do not, unless there is nothing else."""
    telling = [term for term in question.terms if term.is_code or any(_STEMS.analyze(word) for word in term.words)]
    return telling or list(question.terms)


def _together(question: Asked, parts: Iterable[Query]) -> Query:
    """All the parts; the more so where the whole question is a title."""
    whole = Query.boost_query(Query.const_score_query(_term("whole", question.whole), 1.0), _WHOLE)
    return Query.boolean_query([*((Occur.Must, part) for part in parts), (Occur.Should, whole)])


def _exact(term: Term, *, last: bool) -> Query:
    """A term as a code, or all its words by their stems; the last word may be but the beginning of one."""
    words = [word for word in term.words if _STEMS.analyze(word)] or list(term.words)
    by_word = [_word(word, may_go_on=last and word == words[-1]) for word in words]
    readings = [Query.boolean_query([(Occur.Must, each) for each in by_word])]
    if term.is_code:
        readings.append(Query.const_score_query(_term("code", term.code), _CODE))
        if len(term.code) > 2:
            readings.append(Query.const_score_query(_begins("code", term.code), _CODE_BEGINS))
    return _any(*readings)


def _word(word: str, *, may_go_on: bool) -> Query:
    readings = [Query.boost_query(_term("title_words", word), _TITLE_WORD)]
    for stem in _STEMS.analyze(word):
        readings.append(Query.boost_query(_term("title", stem), _TITLE_STEM))
        readings.append(Query.boost_query(_term("text", stem), _TEXT_STEM))
    if len(readings) == 1:  # an article, and nothing else was asked
        readings.append(Query.boost_query(_term("text_words", word), _TEXT_STEM))
    if may_go_on and len(word) > 1:
        readings.append(Query.const_score_query(_begins("title_words", word), _TITLE_BEGINS))
        readings.append(Query.const_score_query(_begins("text_words", word), _TEXT_BEGINS))
    return _any(*readings)


def _nearly(term: Term) -> Query:
    """All words of a term, each spelt nearly so."""
    return Query.boolean_query([(Occur.Must, _near_word(word)) for word in term.words])


def _near_word(word: str) -> Query:
    return _any(
        *(
            Query.boost_query(Query.fuzzy_term_query(SCHEMA, field, word, distance(word)), _NEAR * weight)
            for field, weight in (("title_words", _TITLE_WORD), ("text_words", _TEXT_STEM))
        )
    )


def _any(*readings: Query) -> Query:
    return Query.disjunction_max_query(list(readings), 0.1)


def _term(field: str, value: str) -> Query:
    return Query.term_query(SCHEMA, field, value, index_option="basic")


def _begins(field: str, beginning: str) -> Query:
    # only what is ASCII can mean anything there, and may be escaped
    escaped = "".join(f"\\{each}" if each.isascii() and not each.isalnum() else each for each in beginning)
    return Query.regex_query(SCHEMA, field, f"{escaped}.*")


def _names_a_code(opened: Opened, terms: Iterable[Term]) -> bool:
    """Whether a term is the very code of something: then nothing else was meant."""
    return any(term.is_code and opened.searcher.doc_freq("code", term.code) for term in terms)


def _by_kind(opened: Opened, query: Query) -> dict[str, int]:
    found = opened.searcher.aggregate(query, {"kinds": {"terms": {"field": "kind", "size": 50}}})
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in found["kinds"]["buckets"]}
