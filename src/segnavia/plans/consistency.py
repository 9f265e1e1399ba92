"""Checks across the records of a package: codes that are duplicate or lead nowhere, judgements that do not add up."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from segnavia.core.findings import Finding
from segnavia.core.lifecycle import Step
from segnavia.core.periods import last_day
from segnavia.core.shares import sum_to_one
from segnavia.plans import refusals
from segnavia.plans.layout import file_of
from segnavia.plans.located import Lists, Located
from segnavia.plans.refusals import Problems
from segnavia.plans.schema import (
    ActRecord,
    AgendaEntry,
    Component,
    CrosswalkEntry,
    Keyword,
    Municipality,
    Objective,
    Package,
)

# What makes a record of a list unlike all others, where it is not its code alone.
_PAIRS: dict[str, tuple[str, ...]] = {"agenda": ("driver", "objective"), "crosswalk": ("submeasure", "objective")}
_IDENTITY: dict[str, tuple[str, ...]] = {**_PAIRS, "municipalities": ("code", "valid_from"), "acts": ("step",)}
_LISTS = tuple(name for name in Package.model_fields if name not in ("format", "plan"))
_TARGETS = ("missions", "directions", "drivers", "objectives", "zones", "submeasures")


def problems_of(package: Package) -> tuple[Finding, ...]:
    """Every inconsistency of a package that is no folder: a place is a list and the number of a record in it."""
    lists, problems = Lists(), Problems()
    for key in _LISTS:
        lists.start(key)
        for number, record in enumerate(getattr(package, key), start=1):
            lists.add(key, Located(record, record.model_dump(mode="json"), key, number))
    check(lists, problems)
    return problems.findings()


def check(lists: Lists, problems: Problems) -> None:
    """Tells every inconsistency of the records read so far, each at the line of the record to mend."""
    _check_duplicates(lists, problems)
    _check_references(lists, problems)
    _check_judgements(lists, problems)


def _check_duplicates(lists: Lists, problems: Problems) -> None:
    seen: dict[tuple[str, ...], Located] = {}
    for key, located in lists.all():
        identity = tuple(located.text(field) for field in _IDENTITY.get(key, ("code",)))
        if not identity[0]:
            continue  # an empty code has its own finding
        first = seen.setdefault((key, *identity), located)
        if first is not located:
            rule = refusals.DUPLICATE_PAIR if key in _PAIRS else refusals.DUPLICATE_CODE
            value = " and ".join(part or "none" for part in identity) if key in _PAIRS else identity[0]
            problems.add(rule, located.file, located.line, value=value, first=first.place)


def _references(located: Located) -> Iterator[tuple[str, str, str]]:
    """The codes that a record names: field, code, and the list that must hold it."""
    match located.record:
        case Keyword(missions=missions):
            yield from (("missions", code, "missions") for code in missions)
        case Objective(mission=mission, directions=directions) | Component(mission=mission, directions=directions):
            yield "code", mission, "missions"
            yield from (("directions", direction, "directions") for direction in directions)
        case AgendaEntry(driver=driver, objective=objective):
            yield "driver", driver, "drivers"
            yield "objective", objective, "objectives"
        case Municipality(zone=zone):
            yield "zone", zone, "zones"
        case CrosswalkEntry(submeasure=submeasure, objective=objective):
            yield "submeasure", submeasure, "submeasures"
            if objective is not None:
                yield "objective", objective, "objectives"


def _check_references(lists: Lists, problems: Problems) -> None:
    targets = {key for key in _TARGETS if key in lists}
    codes = {key: {located.text("code") for located in lists[key]} for key in targets}
    for _, located in lists.all():
        for field, code, target in _references(located):
            if target in targets and code not in codes[target]:
                holder = file_of(target)
                problems.add(refusals.DANGLING_CODE, located.file, located.line, key=field, value=code, holder=holder)


def _check_judgements(lists: Lists, problems: Problems) -> None:
    judged: dict[str, list[Located]] = defaultdict(list)
    for located in lists["crosswalk"]:
        judged[located.text("submeasure")].append(located)
    if "crosswalk" in lists:
        for located in lists["submeasures"]:
            code = located.text("code")
            if code and code not in judged:
                problems.add(refusals.NOT_JUDGED, located.file, located.line, value=code)
    for code, rows in judged.items():
        _check_judgement(code, rows, problems)


def _check_judgement(code: str, rows: list[Located], problems: Problems) -> None:
    entries = [(row, row.record) for row in rows if isinstance(row.record, CrosswalkEntry)]
    for row, entry in entries:
        if entry.objective is None and entry.share is not None:
            problems.add(refusals.SHARE_WITHOUT_OBJECTIVE, row.file, row.line, value=entry.share)
        if entry.objective is not None and entry.share is None:
            problems.add(refusals.OBJECTIVE_WITHOUT_SHARE, row.file, row.line, value=entry.objective)
        if entry.objective is None and len(rows) > 1:
            problems.add(refusals.NONE_WITH_OTHERS, row.file, row.line, value=code)
    shares = [entry.share for _, entry in entries if entry.share is not None and entry.objective is not None]
    if len(shares) == len(rows) and not sum_to_one(shares):
        total = sum(shares, Fraction(0))
        problems.add(refusals.SHARES_NOT_ONE, rows[0].file, rows[0].line, value=code, total=total)


def check_history(lists: Lists, problems: Problems) -> None:
    """Tells each act that does not come after those before it: by its step, and by its date as far as it is known."""
    steps, earlier = [step.value for step in Step], ("", "")
    for located in lists["acts"]:
        if not isinstance(located.record, ActRecord):
            continue
        step, dated = located.record.step, located.record.dated
        if earlier[0] and (steps.index(step) <= steps.index(earlier[0]) or last_day(dated) < last_day(earlier[1])):
            problems.add(refusals.ACT_OUT_OF_ORDER, located.file, located.line, step=step, earlier=earlier[0])
        earlier = (step, dated)
