"""The national figures again, from the publisher's own files: plain loops over whole cents, none of the lake's code.

Rules in words as in `twin.py`; of the states only those that the files of 2023 and 2025 can tell, which hold no date.
"""

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tests.monitoring.milano import DATA, SOURCES

AWARDS = DATA / "regis-2025-03" / "aggiudicatari.parquet"
TAGS = DATA / "italia-domani" / "TAG_sostegno_clima_digitale.csv"
MONTHS = ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic")
WITHDRAWN = {"REVOCATO", "CANCELLATO", "SOSPESO", "ANNULLATO"}
Key = tuple[str, str, str]
Shared = Counter[tuple[int, str]]  # (places of a project, its sub-measure) -> cents times places inside


@dataclass
class Totals:
    """What is known of a province."""

    projects: int = 0
    located: int = 0
    cups: int = 0
    states: Counter[str] = field(default_factory=Counter)
    targets: int = 0
    reached: int = 0
    funding: Shared = field(default_factory=Counter)
    paid: Shared = field(default_factory=Counter)


def euro(shared: Shared, component: str = "", share: dict[str, Fraction] | None = None) -> Fraction:
    """The money in euro: all of it, that of a component, or what of it `share` tells of each sub-measure."""
    return sum(
        (
            Fraction(cents, 100 * places) * (1 if share is None else share[submeasure])
            for (places, submeasure), cents in shared.items()
            if submeasure.startswith(component) and (share is None or submeasure in share)
        ),
        Fraction(0),
    )


def cents(value: float | None) -> int:
    """An amount in whole cents; an empty one is nothing, as every column here is full."""
    return 0 if value is None else int(Decimal(repr(value)).quantize(Decimal("0.01")).scaleb(2))


def rows(file: Path, *names: str) -> list[tuple[Any, ...]]:
    """The rows of these columns, texts without the blanks around them."""
    table = pq.read_table(file, columns=list(names))
    return list(zip(*(_stripped(table[name].to_pylist()) for name in names), strict=True))


def _stripped(values: list[Any]) -> list[Any]:
    return [value.strip() if isinstance(value, str) else value for value in values]


def is_cup(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"[A-Z]\d{2}[A-Z]\d{11}", text) is not None


def shares_of_tags(contribution: str) -> dict[str, Fraction]:
    """How much of each tagged sub-measure's money supports the climate, or the digital transition."""
    amounts: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 2)
    with TAGS.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            before = amounts[row["Codice Univoco submisura"]]
            before[0] += number(row["Importo Totale"])
            before[1] += number(row[contribution])
    return {submeasure: Fraction(part) / Fraction(whole) for submeasure, (whole, part) in amounts.items() if whole}


class National:
    """Everything, by province; provinces are numbers, `located` those of each CUP."""

    def __init__(self) -> None:
        names = ("codice_univoco_submisura", "cup", "codice_locale_progetto")
        money = ("finanziamento_totale", "finanziamento_pnrr", "pagamenti_totali", "pagamenti_totali_pnrr")
        self.payments = {
            row[:3]: tuple(map(cents, row[3:])) for row in rows(SOURCES["PNRR_Pagamenti_di_Progetto"], *names, *money)
        }
        published = ("Codice Univoco Submisura", "CUP", "Codice Locale Progetto", "Stato CUP")
        self.cup_states = {row[:3]: (row[3] or "").upper() for row in rows(SOURCES["PNRR_Progetti"], *published)}
        self.awarded = {row[:3] for row in rows(AWARDS, *names)}
        self.targets = self._targets(names)
        self.by_key: dict[Key, set[tuple[int, int]]] = defaultdict(set)
        self.by_cup: dict[str, set[tuple[int, int]]] = defaultdict(set)
        places = ("Codice Univoco submisura", "CUP", "Codice Locale Progetto", "Provincia", "Comune")
        for submeasure, cup, clp, province, town in rows(SOURCES["PNRR_Localizzazione"], *places):
            if is_cup(cup) and None not in {clp, province, town}:  # or else it is no project's place
                self.by_key[submeasure, cup, clp].add((province, town))
                self.by_cup[cup].add((province, town))
        self.provinces: dict[int, Totals] = defaultdict(Totals)
        self.unlocated = 0  # cents of PNRR funding of projects without any place, and of rows without a CUP
        for cup_places in self.by_cup.values():
            for province in {province for province, _ in cup_places}:
                self.provinces[province].cups += 1
        for key in {*self.payments, *self.cup_states, *self.by_key}:
            self._count(key)

    def _targets(self, names: tuple[str, ...]) -> dict[Key, list[tuple[Decimal, Decimal]]]:
        """Planned and achieved of each indicator's latest period, where something is planned."""
        values = ("codice_indicatore", "anno", "mese", "valore_programmato", "valore_realizzato")
        latest: dict[tuple[Key, str], tuple[tuple[int, int], Any, Any]] = {}
        for *key, code, year, month, planned, achieved in rows(SOURCES["PNRR_Indicatori_Target"], *names, *values):
            period = (year or 0, 1 + MONTHS.index(month[:3].lower()) if month else 0)
            where = (key[0], key[1], key[2]), code
            if where not in latest or period > latest[where][0]:  # the first of equals stays
                latest[where] = period, planned, achieved
        found: dict[Key, list[tuple[Decimal, Decimal]]] = defaultdict(list)
        for (project, _), (_, planned, achieved) in latest.items():
            if planned is not None and achieved is not None and number(planned) > 0:
                found[project].append((number(planned), number(achieved)))
        return found

    def _count(self, key: Key) -> None:
        lies = self.by_key.get(key) or self.by_cup.get(key[1], set())
        _, funding, _, paid = self.payments.get(key, (0, 0, 0, 0))
        if not lies:
            self.unlocated += funding
        inside = Counter(province for province, _ in lies)
        state, targets = self.state(key), self.targets.get(key, [])
        for province, places in inside.items():
            here = self.provinces[province]
            here.located += 1
            here.projects += key in self.payments
            here.states[state] += 1
            here.targets += len(targets)
            here.reached += sum(achieved >= planned for planned, achieved in targets)
            here.funding[len(lies), key[0]] += places * funding
            here.paid[len(lies), key[0]] += places * paid

    def state(self, key: Key) -> str:
        """The state, by what these files tell: the CUP, money, targets and awards."""
        cup_state = self.cup_states.get(key)
        funding, _, paid, _ = self.payments.get(key, (0, 0, 0, 0))
        targets = self.targets.get(key, [])
        if cup_state in WITHDRAWN:
            return "suspended_or_withdrawn"
        reached = bool(targets) and all(achieved >= planned for planned, achieved in targets)
        if cup_state == "CHIUSO" or (0 < funding <= paid and reached):
            return "completed"
        begun = paid > 0 or any(achieved > 0 for _, achieved in targets)
        return "under_way" if begun or key in self.awarded else "unknown"


def number(text: str) -> Decimal:
    """A number as this file writes it: `1.234,50`."""
    return Decimal(text.replace(".", "").replace(",", "."))
