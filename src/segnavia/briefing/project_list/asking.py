"""What an address asks of the list of projects: words, facets, an order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from segnavia.briefing.project_list.facets import LONG, NAMES, Value, code_at, values_of, word_of
from segnavia.briefing.state import State
from segnavia.monitoring.project_search.model import Facet, Sort
from segnavia.monitoring.text_search.asking import asked as words_asked

# What stands in an address after `?ordine=`.
ORDERS: Mapping[str, Sort] = {"finanziamento": Sort.MONEY, "titolo": Sort.TITLE, "stato": Sort.STATE, "fine": Sort.DUE}
MOST = 20  # values of one facet: more is nobody's question


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `unknown` are words of the address that stand for nothing here, and narrow nothing."""

    text: str
    chosen: Mapping[Facet, tuple[Value, ...]]
    sort: Sort
    unknown: tuple[str, ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The question as names and values of an address, in one order."""
        found = [("q", self.text)] if self.text else []
        found += [
            (NAMES[facet], word_of(facet, value.code)) for facet, values in self.chosen.items() for value in values
        ]
        if self.sort is not Sort.MONEY:
            found.append(("ordine", next(word for word, sort in ORDERS.items() if sort is self.sort)))
        return found

    @property
    def query(self) -> str:
        """The question as an address has it after the `?`, or nothing."""
        return urlencode(self.pairs)

    def without(self, name: str, word: str) -> str:
        """The same without one choice."""
        return urlencode([pair for pair in self.pairs if pair != (name, word)])


def question_of(now: State, values_at: Callable[[str], list[str]], *, dates: bool) -> Question:
    """The question of an address, whose values `values_at` gives by name; `dates`: whether the sources tell any."""
    chosen: dict[Facet, tuple[Value, ...]] = {}
    unknown: list[str] = []
    for facet in Facet:
        words = [word for word in dict.fromkeys(values_at(NAMES[facet])) if word][:MOST]
        if not words:
            continue
        known = {value.code: value for value in values_of(now, facet)}
        found = [known[code] for word in words if (code := code_at(facet, word)) in known]
        unknown += [word for word in words if code_at(facet, word) not in known]
        if found:
            # the list of a long facet gives one value: a second would be chosen and not shown
            chosen[facet] = tuple(found[:1] if facet in LONG else found)
    orders = [ORDERS[word] for word in values_at("ordine") if word in ORDERS]
    sort = orders[0] if orders and (dates or orders[0] is not Sort.DUE) else Sort.MONEY
    texts = values_at("q")
    return Question(words_asked(texts[0]).text if texts else "", chosen, sort, tuple(unknown[:MOST]))
