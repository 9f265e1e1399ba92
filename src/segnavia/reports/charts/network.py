"""The network of actors and public agreements: who stands together with whom, and in what.

Actors stand on the left and agreements on the right, each tied to its own: a free layout of the same network would put
names over each other. On a phone each agreement lists its actors.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import networkx as nx
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from segnavia.briefing.numbers import plain, plain_day
from segnavia.briefing.state import State
from segnavia.core.agreement_matrix import COVER_OF, Cover
from segnavia.core.agreements import STATE_TITLES
from segnavia.core.codes import DIRECTIONS
from segnavia.core.lifecycle import AgreementState
from segnavia.registry.agreements import state_of
from segnavia.registry.models import Agreement
from segnavia.reports.charts.model import Chart, Spec
from segnavia.reports.charts.sheet import GAP, LINE_HEIGHT, Sheet, fitted, width_of
from segnavia.reports.charts.style import DONE, INK, INK_SOFT, NARROW, OPEN, WIDE

KEY = "network"
HUES = dict(zip((direction.value for direction in DIRECTIONS), (INK, DONE, OPEN), strict=True))
MOST = 40  # actors that are drawn one by one; of more, those of the very same agreements share a line
LISTED = 12  # actors of one agreement that a phone and the alternative text name
ACTOR = 20  # px from one actor to the next
AGREEMENT = 42  # px: two lines of a title, and air
SWEEPS = 8  # after which the order of both sides no longer changes on networks of this size


@dataclass(frozen=True, slots=True)
class Knot:
    """An actor of a network, or several that stand in the same agreements."""

    code: str
    title: str
    direction: str
    others: int = 0  # how many more it stands for


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement of a network with its actors' codes."""

    code: str
    title: str
    state: AgreementState
    actors: tuple[str, ...]

    @property
    def firm(self) -> bool:
        """Whether it commits its parties; if not, it is still being agreed."""
        return COVER_OF[self.state] is Cover.COMMITTED


@dataclass(frozen=True, slots=True)
class Network:
    """Actors and agreements, and what the plan calls the directions."""

    actors: tuple[Knot, ...]
    deals: tuple[Deal, ...]
    directions: tuple[tuple[str, str], ...]


def network(now: State, agreements: Iterable[Agreement], today: date) -> Chart | None:
    """The network of these agreements, which are public, as of a day; nothing where none of them has parties."""
    return _chart(_network(now, agreements, today), today, get_language() or "")


def _network(now: State, agreements: Iterable[Agreement], today: date) -> Network:
    """Of the agreements that are neither given up nor expired, with the parties that have not left."""
    actors: dict[str, Knot] = {}
    deals = []
    for agreement in agreements:
        state = state_of(agreement, today)
        present = [party.actor for party in agreement.parties.all() if party.left_on is None]
        if state not in COVER_OF or not present:
            continue
        actors |= {each.code: Knot(each.code, each.title, each.direction) for each in present}
        deals.append(Deal(agreement.code, agreement.title, state, tuple(sorted(each.code for each in present))))
    directions = tuple((code.value, record.title) for code, record in now.book.directions.items())
    in_order = sorted(actors.values(), key=lambda each: (each.title.casefold(), each.code))
    return Network(tuple(in_order), tuple(sorted(deals, key=lambda each: each.code)), directions)


@lru_cache(maxsize=16)
def _chart(found: Network, today: date, _language: str) -> Chart | None:
    if not found.deals:
        return None
    names = {each.code: each for each in found.actors}
    titles = dict(found.directions)
    return Chart(
        KEY,
        _title(found, names),
        " ".join(
            _("%(title)s (%(state)s): %(actors)s.")
            % {
                "title": deal.title,
                "state": _(STATE_TITLES[deal.state]),
                "actors": _named(deal, names),
            }
            for deal in found.deals
        ),
        _two_sides(found),
        (_("Agreement"), _("State"), _("Actor"), _("Direction")),
        tuple(
            (deal.title, _(STATE_TITLES[deal.state]), names[code].title, titles.get(names[code].direction))
            for deal in found.deals
            for code in deal.actors
        ),
        _lists(found, names),
        _("From the public agreements, as of %(date)s.") % {"date": plain_day(today)},
    )


def _title(found: Network, names: dict[str, Knot]) -> str:
    ties = Counter(code for deal in found.deals for code in deal.actors)
    most = max(ties.values())
    first = next(each for each in found.actors if ties[each.code] == most)
    actors = ngettext("%(number)s actor", "%(number)s actors", len(names)) % {"number": plain(len(names))}
    deals = ngettext("%(number)s agreement", "%(number)s agreements", len(found.deals)) % {
        "number": plain(len(found.deals))
    }
    words = {"actors": actors, "agreements": deals, "first": first.title, "most": plain(most)}
    if most == 1:
        return _("%(actors)s in %(agreements)s, each actor in one alone") % words
    if sum(count == most for count in ties.values()) > 1:
        return _("%(actors)s in %(agreements)s; the busiest actors stand in %(most)s of them") % words
    return _("%(actors)s in %(agreements)s; %(first)s stands in %(most)s of them") % words


def _joined(found: Network) -> tuple[dict[str, Knot], nx.Graph]:
    """The network as a graph; where there are too many actors, those of the same agreements as one node."""
    graph = nx.Graph()
    graph.add_nodes_from(("deal", deal.code) for deal in found.deals)
    for deal in found.deals:
        graph.add_edges_from((("deal", deal.code), ("actor", code)) for code in deal.actors)
    knots = {each.code: each for each in found.actors}
    if len(knots) <= MOST:
        return knots, graph
    alike: dict[tuple[str, frozenset[tuple[str, str]]], list[Knot]] = {}
    for each in found.actors:
        alike.setdefault((each.direction, frozenset(graph["actor", each.code])), []).append(each)
    for first, *others in alike.values():
        if len(others) > 1:
            knots[first.code] = replace(first, others=len(others))
            for each in others:
                del knots[each.code]
                graph.remove_node(("actor", each.code))
    return knots, graph


def _in_order(graph: nx.Graph) -> list[tuple[list[str], list[str]]]:
    """Actors and agreements of each connected part, the largest first, each side in the order of its neighbours.

    Taking the mean place of the neighbours in turns is the usual way to few crossings in a drawing of two sides.
    """
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    found = []
    for part in parts:
        sides = {side: sorted(code for kind, code in part if kind == side) for side in ("actor", "deal")}
        for sweep in range(SWEEPS):
            side, other = ("actor", "deal") if sweep % 2 == 0 else ("deal", "actor")
            place = {code: index for index, code in enumerate(sides[other])}

            def mean(code: str, side: str = side, place: dict[str, int] = place) -> float:
                near = [place[neighbour] for _kind, neighbour in graph[side, code]]
                return sum(near) / len(near)

            sides[side].sort(key=mean)  # stable: those with the same neighbours stay in order
        found.append((sides["actor"], sides["deal"]))
    return found


def _others(number: int) -> str:
    return ngettext("and %(number)s other", "and %(number)s others", number) % {"number": plain(number)}


def _named(deal: Deal, names: dict[str, Knot]) -> str:
    """The actors of an agreement in words; of very many the first, and how many more."""
    told = ", ".join(names[code].title for code in deal.actors[:LISTED])
    more = len(deal.actors) - LISTED
    return f"{told} {_others(more)}" if more > 0 else told


def _name(knot: Knot, width: float) -> str:
    """An actor on one line, with the others that it stands for."""
    suffix = f" {_others(knot.others)}" if knot.others else ""
    line, *more = fitted(knot.title, width - width_of(suffix))
    return f"{line}{'…' if more else ''}{suffix}"


def _two_sides(found: Network) -> Spec:
    knots, graph = _joined(found)
    deals = {deal.code: deal for deal in found.deals}
    sheet = Sheet(WIDE)
    left, right = 292, 448
    for actors, agreements in _in_order(graph):
        height = max(len(actors) * ACTOR, len(agreements) * AGREEMENT)
        rows = {
            ("actor", code): sheet.top + (index + 0.5) * height / len(actors) for index, code in enumerate(actors)
        } | {
            ("deal", code): sheet.top + (index + 0.5) * height / len(agreements)
            for index, code in enumerate(agreements)
        }
        for deal in agreements:
            for _kind, actor in sorted(graph["deal", deal]):
                y, y2 = rows["actor", actor], rows["deal", deal]
                sheet.rule(left, y, right, y2, color=INK_SOFT, dashed=not deals[deal].firm)
        for code in actors:
            y = rows["actor", code]
            sheet.words(left - 12, y, _name(knots[code], left - 14), align="right")
            sheet.mark(left, y, "circle", HUES[knots[code].direction], actor=code)
        for code in agreements:
            y = rows["deal", code]
            lines = fitted(deals[code].title, WIDE - right - 14)
            shown = lines if len(lines) < 3 else [lines[0], f"{lines[1]}…"]
            for index, line in enumerate(shown):
                sheet.words(right + 13, y + (index - (len(shown) - 1) / 2) * 16, line, bold=True)
            sheet.mark(right, y, "square", OPEN, agreement=code)
        sheet.top += height + 10
    _key(sheet, found)
    return sheet.spec()


def _lists(found: Network, names: dict[str, Knot]) -> Spec:
    sheet = Sheet(NARROW)
    for deal in found.deals:
        sheet.mark(8, sheet.top + 10, "square", OPEN, agreement=deal.code)
        for line in fitted(deal.title, NARROW - 22):
            sheet.words(22, sheet.top + 10, line, bold=True)
            sheet.top += LINE_HEIGHT
        top = sheet.top
        for code in deal.actors[:LISTED]:
            sheet.rule(8, sheet.top + 10, 26, sheet.top + 10, color=INK_SOFT, dashed=not deal.firm)
            sheet.mark(28, sheet.top + 10, "circle", HUES[names[code].direction], actor=code)
            for line in fitted(names[code].title, NARROW - 42):
                sheet.words(42, sheet.top + 10, line)
                sheet.top += LINE_HEIGHT
        sheet.rule(8, top, 8, sheet.top - LINE_HEIGHT + 10, color=INK_SOFT, dashed=not deal.firm)
        if len(deal.actors) > LISTED:
            sheet.words(42, sheet.top + 10, _others(len(deal.actors) - LISTED), color=INK_SOFT)
            sheet.top += LINE_HEIGHT
        sheet.top += 12
    _key(sheet, found)
    return sheet.spec()


def _key(sheet: Sheet, found: Network) -> None:
    """What the signs and lines mean: the directions that there are, and whether an agreement is firm."""
    present = {each.direction for each in found.actors}
    signs = [(title, HUES[code], False) for code, title in found.directions if code in present]
    for firm, words in ((True, _("signed")), (False, _("being agreed"))):
        if any(deal.firm is firm for deal in found.deals):
            signs.append((words, "", not firm))
    x = 0.0
    for words, hue, dashed in signs:
        length = 22 + width_of(words)
        if x and x + length > sheet.width:
            x, sheet.top = 0, sheet.top + LINE_HEIGHT
        if hue:
            sheet.mark(x + 8, sheet.top + 10, "circle", hue)
        else:
            sheet.rule(x, sheet.top + 10, x + 16, sheet.top + 10, color=INK_SOFT, dashed=dashed)
        sheet.words(x + 22, sheet.top + 10, words)
        x += length + GAP
    sheet.top += LINE_HEIGHT
