"""The measurement again, slow and obvious: loops over rows and exact fractions, from the rules in words.

- A project is one (sub-measure, CUP, CLP). Its places are the distinct (province, municipality) pairs under that key;
  if none, those under its CUP with any key; if none, it is not located.
- Each place has its published percentage, normalised to 1, if all have one that counts; or else 1/n.
- A project counts in a territory by the sum of its places inside it; a place at municipality 000 is the territory's.
- It serves the objectives that were judged of it, if the plan still has them all, and else those of its sub-measure.
- Its money counts for an objective by place share x that share, and is outside the plan where it has no objective.
- Its state is what `core.states` decides on its facts.
- How much of its money supports the climate is what its sub-measure's tags contribute, over what they amount to.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from segnavia.core.bodies import direction_of
from segnavia.core.codes import project_key
from segnavia.core.links import Link
from segnavia.core.rollup import Figure, Reading, roll_up
from segnavia.core.states import decide
from segnavia.plans.schema import Package
from tests.monitoring.twin_facts import Key, Lake, Row, body_of, facts_of, key_of, latest_indicators, rows_of, shares_of


class Twin:
    """What a measurement of `lake` on `territory` should say."""

    def __init__(self, lake: Lake, package: Package, territory: str, links: Sequence[Link] = ()) -> None:
        self.lake, self.package, self.territory = lake, package, territory
        self.payments = {key_of(row): row for row in lake.payments}
        self.releases = {key_of(row): row for row in lake.projects_release}
        self.located_by: dict[Key, str] = {}
        self.places: dict[Key, dict[tuple[str, str], Fraction]] = {}
        for key in {*self.payments, *self.releases, *(key_of(row) for row in lake.locations)}:
            if key[2] is not None:  # a place that names its project by the CUP alone makes no project
                self._locate(key)
        self.links = {key: [link for link in links if link.project == project_key(*key)] for key in self.places}
        self.objectives = {key: self._objectives(key) for key in self.places}
        self.facts = {key: facts_of(lake, key) for key in self.places}
        self.bodies = {key: body_of(lake, key) for key in self.places}
        self.weights = {key: self._weights(key) for key in self.places}

    def _locate(self, key: Key) -> None:
        own = rows_of(key, self.lake.locations)
        rows = own or [row for row in self.lake.locations if row["cup"] == key[1]]
        if any(row["province"] == self.territory for row in rows):
            self.places[key] = shares_of(rows)
            self.located_by[key] = "key" if own else "cup"

    def has_lapsed(self, key: Key) -> bool:
        """Whether the plan lacks an objective that the project was judged to serve."""
        known = {o.code for o in self.package.objectives} | {None}
        return any(link.objective not in known for link in self.links[key])

    def _objectives(self, key: Key) -> dict[str, Fraction]:
        if self.links[key] and not self.has_lapsed(key):
            return {link.objective: link.share for link in self.links[key] if link.objective and link.share}
        entries = [e for e in self.package.crosswalk if e.submeasure == key[0]]
        return {e.objective: e.share for e in entries if e.objective and e.share}

    def inside(self, key: Key) -> dict[str, Fraction]:
        """The shares of a project in the municipalities of the territory, `000` for the territory itself."""
        return {town: share for (province, town), share in self.places[key].items() if province == self.territory}

    def members(self) -> dict[tuple[str, str], dict[Key, Fraction]]:
        """The projects of every dimension and code, with their weights."""
        found: dict[tuple[str, str], dict[Key, Fraction]] = defaultdict(dict)
        for key, weights in self.weights.items():
            for where, weight in weights.items():
                found[where][key] = weight
        return found

    def reading(self, key: Key, weight: Fraction) -> Reading:
        """What is known of a project, for a roll-up."""
        paid = self.payments.get(key, {})
        elsewhere = None
        if not paid and not any(other[:2] == key[:2] for other in self.payments):
            # under another CLP the money would most likely be counted there
            elsewhere = self.releases.get(key, {}).get("funding_pnrr")
        facts = self.facts[key]
        return Reading(
            weight,
            measured=bool(paid),
            funding=paid.get("funding_pnrr"),
            paid=paid.get("paid_pnrr"),
            funding_elsewhere=elsewhere,
            state=decide(facts).state,
            targets=facts.targets,
            targets_reached=facts.targets_reached,
            climate=self._tag_share(key[0], "climate_amount"),
            digital=self._tag_share(key[0], "digital_amount"),
        )

    def _tag_share(self, submeasure: str, name: str) -> Fraction | None:
        tags = [row for row in self.lake.tags if row["submeasure"] == submeasure]
        amount = sum(Fraction(row["amount"]) for row in tags if row["amount"] is not None)
        parts = [Fraction(row[name]) for row in tags if row[name] is not None]
        contribution = sum(parts, Fraction(0))
        # a contribution above the whole tells nothing
        return contribution / amount if parts and amount > 0 and contribution <= amount else None

    def figures(self) -> dict[str, dict[str, Figure]]:
        """Every figure, by dimension and code."""
        by: dict[str, dict[str, Figure]] = defaultdict(dict)
        for (dimension, code), members in self.members().items():
            by[dimension][code] = roll_up([self.reading(key, weight) for key, weight in members.items()])
        return by

    def main_goal(self, submeasure: str) -> str:
        """The goal that the publisher marks as the prevalent one."""
        marked = [g for g in self.lake.goals if g["submeasure"] == submeasure and g["prevalent"] == "SI"]
        return min((row["goal"].rjust(2, "0") for row in marked), default="unknown")

    def _weights(self, key: Key) -> dict[tuple[str, str], Fraction]:
        """How much of a project counts for each dimension and code it belongs to."""
        weights: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        zones = {m.code: m.zone for m in self.package.municipalities if not m.valid_to}
        body, body_code = self.bodies[key]
        for town, share in self.inside(key).items():
            istat = self.territory + town
            weights["total", ""] += share
            weights["component", key[0][:4]] += share
            weights["submeasure", key[0]] += share
            weights["direction", direction_of(body) or "unknown"] += share
            weights["body", body_code or "unknown"] += share
            weights["goal", self.main_goal(key[0])] += share
            weights[("territory_level", "") if town == "000" else ("municipality", istat)] += share
            if istat in zones:
                weights["zone", zones[istat]] += share
            if self.package.objectives and not self.objectives[key]:
                weights["outside_plan", ""] += share
            for objective, part in self.objectives[key].items():
                weights["objective", objective] += share * part
                weights["mission", objective[:2]] += share * part
                if town != "000":
                    weights["objective_municipality", f"{objective}@{istat}"] += share * part
                for entry in self.package.agenda:
                    if entry.objective == objective:
                        weights["driver", entry.driver] += share * part
                for keyword in self.package.keywords:
                    if objective[:2] in keyword.missions:
                        weights["keyword", keyword.code] += share * part
        return weights

    def indicators(self) -> dict[tuple[str, str, str], tuple[Fraction, Fraction, int]]:
        """Planned, achieved and projects by objective, indicator and unit, over each project's latest period."""
        found: dict[tuple[str, str, str], tuple[Fraction, Fraction, int]] = {}
        for key in self.places:
            here = sum(self.inside(key).values())
            for indicator, row in latest_indicators(self.lake, key).items():
                if row["planned"] is None or row["achieved"] is None:
                    continue
                for objective in self.objectives[key]:
                    where = objective, indicator, row["unit_title"] or ""
                    planned, achieved, projects = found.get(where, (Fraction(0), Fraction(0), 0))
                    found[where] = (
                        planned + Fraction(row["planned"]) * here,
                        achieved + Fraction(row["achieved"]) * here,
                        projects + 1,
                    )
        return found

    def findings(self) -> dict[str, int]:
        """How many cases there are of each rule."""
        judged = {e.submeasure for e in self.package.crosswalk}
        known = {m.code for m in self.package.municipalities if not m.valid_to}
        towns = {(key, town) for key in self.places for town in self.inside(key)}
        unpaid = [key for key in self.places if key not in self.payments]
        measured = [self.payments[key] for key in self.places if key in self.payments]
        has_plan = bool(self.package.objectives)
        cases = {
            "MON101": sum(by == "cup" for by in self.located_by.values()),
            "MON102": len({key[0] for key in self.places if not self.is_judged_itself(key)} - judged)
            if has_plan
            else 0,
            "MON103": len(unpaid),
            "MON104": sum(any(other[:2] == key[:2] for other in self.payments) for key in unpaid),
            "MON105": sum(_is_below(r["funding_pnrr"], r["paid_pnrr"]) for r in measured),
            "MON106": len({self.territory + t for _, t in towns if t != "000"} - known) if has_plan else 0,
            "MON107": len({key for key, town in towns if town == "000"}),
            "MON108": sum(r["funding_pnrr"] == 0 for r in measured),
            "MON109": sum(self._tells_two_fundings(key) for key in self.places),
            "MON110": sum(self._has_moved(key) for key in self.places),
            "MON111": sum(
                f.cup_state == "CHIUSO" and _is_below(f.paid_total, f.funding_total) for f in self.facts.values()
            ),
            "MON112": sum(self.has_lapsed(key) for key in self.places),
        }
        return {code: count for code, count in cases.items() if count}

    def is_judged_itself(self, key: Key) -> bool:
        """Whether somebody judged the project, and not its sub-measure alone."""
        return bool(self.links[key]) and not self.has_lapsed(key)

    def _tells_two_fundings(self, key: Key) -> bool:
        told = [source.get(key, {}).get("funding_pnrr") for source in (self.payments, self.releases)]
        if None in told:
            return False
        less, more = sorted(told)
        return more - less > 1 and (more - less) * 100 > more

    def _has_moved(self, key: Key) -> bool:
        now, then = rows_of(key, self.lake.locations), rows_of(key, self.lake.locations_before or [])
        return bool(now and then) and _pairs(now) != _pairs(then)

    def located_cups(self) -> int:
        """How many CUP have a place here, under any key."""
        return len({row["cup"] for row in self.lake.locations if row["province"] == self.territory})


def _pairs(rows: list[Row]) -> set[tuple[str, str]]:
    return {(row["province"], row["municipality"]) for row in rows}


def _is_below(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether both are told, and the first is the smaller."""
    return one is not None and other is not None and one < other
