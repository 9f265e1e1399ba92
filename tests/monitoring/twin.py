"""The measurement again, slow and obvious: loops over rows and exact fractions, from the rules in words.

- A project is one (sub-measure, CUP, CLP). Its places are the distinct (province, municipality) pairs under that key;
  if none, those under its CUP with any key; if none, it is not located.
- Each place has its published percentage, normalised to 1, if all have one that counts; or else 1/n.
- A project counts in a territory by the sum of its places inside it; a place at municipality 000 is the territory's.
- Its money counts for an objective by place share x crosswalk share, and is outside the plan where it has no objective.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from segnavia.core.rollup import Figure, Reading, roll_up
from segnavia.plans.schema import Package

Key = tuple[str, str, str]
Row = dict[str, Any]


@dataclass(frozen=True)
class Lake:
    """The rows of each dataset."""

    payments: list[Row]
    locations: list[Row]
    projects: list[Row]
    indicators: list[Row]


def key_of(row: Row) -> Key:
    return row["submeasure"], row["cup"], row["clp"]


def shares_of(rows: list[Row]) -> dict[tuple[str, str], Fraction]:
    """The share of each place among these location rows."""
    pairs = sorted({(row["province"], row["municipality"]) for row in rows})
    weights = {pair: Fraction(1) for pair in pairs}
    if all(row["percentage"] is not None for row in rows):
        published = dict.fromkeys(pairs, Fraction(0))
        for row in rows:
            published[row["province"], row["municipality"]] += Fraction(row["percentage"])
        if sum(published.values()) > 0:
            weights = published
    return {pair: weight / sum(weights.values()) for pair, weight in weights.items()}


class Twin:
    """What a measurement of `lake` on `territory` should say."""

    def __init__(self, lake: Lake, package: Package, territory: str) -> None:
        self.lake, self.package, self.territory = lake, package, territory
        self.payments = {key_of(row): row for row in lake.payments}
        self.releases = {key_of(row): row for row in lake.projects}
        self.located_by: dict[Key, str] = {}
        self.places: dict[Key, dict[tuple[str, str], Fraction]] = {}
        for key in {*self.payments, *self.releases, *(key_of(row) for row in lake.locations)}:
            self._locate(key)
        self.objectives = {
            key: {e.objective: e.share for e in package.crosswalk if e.submeasure == key[0] and e.objective}
            for key in self.places
        }

    def _locate(self, key: Key) -> None:
        own = [row for row in self.lake.locations if key_of(row) == key]
        rows = own or [row for row in self.lake.locations if row["cup"] == key[1]]
        if any(row["province"] == self.territory for row in rows):
            self.places[key] = shares_of(rows)
            self.located_by[key] = "key" if own else "cup"

    def inside(self, key: Key) -> dict[str, Fraction]:
        """The shares of a project in the municipalities of the territory, `000` for the territory itself."""
        return {town: share for (province, town), share in self.places[key].items() if province == self.territory}

    def reading(self, key: Key, weight: Fraction) -> Reading:
        paid = self.payments.get(key)
        if paid is not None:
            return Reading(weight, True, paid["funding_pnrr"], paid["paid_pnrr"])
        if any(other[:2] == key[:2] for other in self.payments):  # most likely counted there, under another CLP
            return Reading(weight, False)
        return Reading(weight, False, funding_elsewhere=self.releases.get(key, {}).get("funding_pnrr"))

    def figures(self) -> dict[str, dict[str, Figure]]:
        """Every figure, by dimension and code."""
        found: dict[tuple[str, str], list[Reading]] = defaultdict(list)
        for key in self.places:
            for (dimension, code), weight in self._weights(key).items():
                found[dimension, code].append(self.reading(key, weight))
        by: dict[str, dict[str, Figure]] = defaultdict(dict)
        for (dimension, code), readings in found.items():
            by[dimension][code] = roll_up(readings)
        return by

    def _weights(self, key: Key) -> dict[tuple[str, str], Fraction]:
        """How much of a project counts for each dimension and code it belongs to."""
        weights: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        zones = {m.code: m.zone for m in self.package.municipalities if not m.valid_to}
        for town, share in self.inside(key).items():
            istat = self.territory + town
            weights["total", ""] += share
            weights["component", key[0][:4]] += share
            weights["submeasure", key[0]] += share
            weights[("territory_level", "") if town == "000" else ("municipality", istat)] += share
            if istat in zones:
                weights["zone", zones[istat]] += share
            if not self.objectives[key]:
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
        latest: dict[tuple[Key, str], Row] = {}
        for row in self.lake.indicators:  # in the order of the file, so that the first of equals stays
            before = latest.get((key_of(row), row["indicator"]))
            if key_of(row) in self.places and (before is None or _period(row) > _period(before)):
                latest[key_of(row), row["indicator"]] = row
        found: dict[tuple[str, str, str], tuple[Fraction, Fraction, int]] = {}
        for (key, indicator), row in latest.items():
            if row["planned"] is None or row["achieved"] is None:
                continue
            here = sum(self.inside(key).values())
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
        measured = [self.payments[key] for key in self.places if key in self.payments]
        paid_keys = {(key[0], key[1]) for key in self.payments}
        cases = {
            "MON101": sum(by == "cup" for by in self.located_by.values()),
            "MON102": len({key[0] for key in self.places} - judged),
            "MON103": sum(key not in self.payments for key in self.places),
            "MON104": sum(key not in self.payments and key[:2] in paid_keys for key in self.places),
            "MON105": sum(
                (r["paid_pnrr"] or Decimal(0)) > r["funding_pnrr"] for r in measured if r["funding_pnrr"] is not None
            ),
            "MON106": len({self.territory + town for _, town in towns if town != "000"} - known),
            "MON107": len({key for key, town in towns if town == "000"}),
            "MON108": sum(r["funding_pnrr"] == 0 for r in measured),
        }
        return {code: count for code, count in cases.items() if count}

    def located_cups(self) -> int:
        return len({row["cup"] for row in self.lake.locations if row["province"] == self.territory})


def _period(row: Row) -> tuple[int, int]:
    """A period that is not told comes before all that are."""
    return (row["year"] or 0, row["month"] or 0)
