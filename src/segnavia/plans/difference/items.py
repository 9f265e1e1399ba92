"""A package as lists of items, which are compared list by list."""

from segnavia.plans.difference.model import CHAPTERS, Item
from segnavia.plans.schema import CrosswalkEntry, Package


def items_of(package: Package) -> dict[str, list[Item]]:
    """Every record of a package by the key of its list, in the order of the chapters."""
    special = {
        "plan": _header(package),
        "sections": _sections(package),
        "agenda": _agenda(package),
        "crosswalk": _judgements(package),
    }
    return {key: special[key] if key in special else _coded(package, key) for keys in CHAPTERS.values() for key in keys}


def _coded(package: Package, key: str) -> list[Item]:
    return [
        Item(key, index, str(record.code), record.title or "", record=record)
        for index, record in enumerate(getattr(package, key))
    ]


def _header(package: Package) -> list[Item]:
    """The header is one and the same plan's, whatever its code."""
    return [Item("plan", 0, title=package.plan.title, record=package.plan)]


def _sections(package: Package) -> list[Item]:
    sections = [(part.code, section) for part in package.parts for section in part.sections]
    return [
        Item("sections", index, title=section.title, under=part, record=section)
        for index, (part, section) in enumerate(sections)
    ]


def _agenda(package: Package) -> list[Item]:
    return [
        Item("agenda", index, entry.objective, under=entry.driver, record=entry)
        for index, entry in enumerate(package.agenda)
    ]


def _judgements(package: Package) -> list[Item]:
    judged: dict[str, list[CrosswalkEntry]] = {}
    for entry in package.crosswalk:
        judged.setdefault(entry.submeasure, []).append(entry)
    return [
        Item("crosswalk", index, submeasure, entries=tuple(entries))
        for index, (submeasure, entries) in enumerate(judged.items())
    ]
