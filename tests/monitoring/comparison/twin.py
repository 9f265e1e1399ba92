"""The slow, obvious twin of the comparison: the tables of two bulletins as dictionaries, and exact fractions."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from segnavia.monitoring.publishing import root


@dataclass
class Side:
    """One bulletin: what each project counts for in one place of the plan, by project."""

    projects: dict[str, dict[str, Any]]
    milestones: dict[tuple[Any, ...], str]


def side(home: Path, bulletin: str, dimension: str, code: str) -> Side:
    def table(name: str) -> list[dict[str, Any]]:
        return pq.read_table(root(home) / bulletin / f"{name}.parquet").to_pylist()

    told = {each["project"]: each for each in table("projects")}
    states = {each["project"]: each for each in table("states")}
    found = {
        each["project"]: {**told[each["project"]], **states[each["project"]], "weight": Fraction(each["weight"])}
        for each in table("memberships")
        if (each["dimension"], each["code"]) == (dimension, code)
    }
    at_work = {each["submeasure"] for each in found.values()}
    milestones = {
        (each["code"], each["kind"], each["level"], each["due_on"]): each["outcome"]
        for each in table("milestones")
        if each["submeasure"] in at_work
    }
    return Side(found, milestones)


def money(before: Side, after: Side, name: str) -> dict[str, Any]:
    """Before, after, and each part as (projects, exact amount)."""
    parts: dict[str, list[Fraction]] = {part: [] for part in ("appeared", "left", "told", "untold", "up", "down")}
    sums: list[list[Fraction]] = [[], []]
    for project in before.projects.keys() | after.projects.keys():
        was, now = before.projects.get(project), after.projects.get(project)
        old = None if was is None or was[name] is None else Fraction(was[name]) * was["weight"]
        new = None if now is None or now[name] is None else Fraction(now[name]) * now["weight"]
        for amount, total in zip((old, new), sums, strict=True):
            if amount is not None:
                total.append(amount)
        if was is None:
            part, amount = "appeared", new
        elif now is None:
            part, amount = "left", old
        elif old is None or new is None:
            part, amount = ("told", new) if old is None else ("untold", old)
        else:
            part, amount = ("up" if new > old else "down"), (abs(new - old) or None)
        if amount is not None:
            parts[part].append(amount)
    return {
        "before": sum(sums[0]) if sums[0] else None,
        "after": sum(sums[1]) if sums[1] else None,
        **{part: (len(amounts), sum(amounts, Fraction(0))) for part, amounts in parts.items()},
    }


def states(before: Side, after: Side) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for project in before.projects.keys() & after.projects.keys():
        pair = before.projects[project]["state"], after.projects[project]["state"]
        if pair[0] != pair[1]:
            counts[pair] = counts.get(pair, 0) + 1
    return counts


def milestones(before: Side, after: Side) -> set[tuple[Any, ...]]:
    """Of those that both know, at work in the place now: the key with the outcomes before and after."""
    return {
        (*key, before.milestones[key], outcome)
        for key, outcome in after.milestones.items()
        if key in before.milestones and before.milestones[key] != outcome
    }


def exact(amount: Decimal | None) -> Fraction | None:
    return None if amount is None else Fraction(amount)
