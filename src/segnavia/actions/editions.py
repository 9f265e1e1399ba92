"""Editions and their frozen texts: what the actions on plans, drafts, acts and observations share.

No action of its own: whoever calls this holds the edition's lock, inside a transaction.
"""

from segnavia.actions.packages import get_package
from segnavia.actions.rows import delete_rows, write_rows
from segnavia.actions.writing import Refused
from segnavia.core.lifecycle import OPEN_EDITIONS, EditionStatus
from segnavia.core.permissions import Principal
from segnavia.plans.canonical import canonical, sha256_of
from segnavia.plans.consistency import problems_of
from segnavia.plans.schema import Header, Package
from segnavia.registry.legal import in_force
from segnavia.registry.models import Edition, FrozenText, Plan


class LoadError(Refused):
    """A package cannot be loaded as it is; the registry is left as it was."""


def locked(edition: Edition) -> Edition:
    """The edition as it stands now, locked until the transaction ends: no text changes while an act freezes it."""
    return Edition.objects.select_for_update(of=("self",)).select_related("plan", "text").get(pk=edition.pk)


def locked_plan(code: str) -> Plan:
    """The plan, made if it is new, locked until the transaction ends: two loads of one plan wait for each other."""
    Plan.objects.get_or_create(code=code)
    return Plan.objects.select_for_update().get(code=code)


def write_draft(plan: Plan, package: Package, edition: Edition | None, based_on: FrozenText | None) -> Edition:
    """The package as the plan's draft: a new edition, or `edition` with its rows replaced.

    Raises `LoadError` if the rows would not give back the same package.
    """
    if edition is None:
        edition = Edition(plan=plan, based_on=based_on)
    else:
        delete_rows(edition)
    take_header(edition, package.plan)
    edition.save()
    write_rows(package, edition)
    stored = Edition.objects.select_related("plan").get(pk=edition.pk)
    if get_package(stored) != package:
        raise LoadError(
            f"the registry does not give back the plan {package.plan.code} as it was read; nothing was changed. "
            "This is a fault of Segnavia: report it with the package."
        )
    return edition


def take_header(edition: Edition, header: Header) -> None:
    """Set what the header says on the edition, unsaved."""
    edition.title = header.title
    edition.short_title = header.short_title
    edition.body = header.body
    edition.territory = header.territory
    edition.period_start = header.period.start
    edition.period_end = header.period.end
    edition.language = header.language
    edition.provenance = header.provenance.value
    edition.note = header.note


def become(edition: Edition, status: EditionStatus) -> None:
    """Move the edition to a status. One that comes into force supersedes the one before; a settled text has no rows."""
    if status == EditionStatus.IN_FORCE:
        before = in_force(edition.plan)
        if before is not None:
            before.status = EditionStatus.SUPERSEDED
            before.save(update_fields=["status"])
    edition.status = status
    edition.save(update_fields=["status"])
    if not is_open(edition):
        delete_rows(edition)


def freeze(edition: Edition, by: Principal) -> FrozenText:
    """Freeze the edition's working copy as its newest text. A text that was frozen before is not frozen twice.

    Raises `Refused` where the text would not hold together: each problem is told with its place.
    """
    package = get_package(edition)
    problems = problems_of(package)
    if problems:
        raise Refused(" ".join(f"{problem.place}: {problem.message}." for problem in problems[:5]))
    content = canonical(package)
    text, _ = FrozenText.objects.get_or_create(
        sha256=sha256_of(content), defaults={"edition": edition, "content": content, "frozen_by": by.name}
    )
    edition.text = text
    edition.save(update_fields=["text"])
    return text


def is_open(edition: Edition) -> bool:
    """Whether the edition has a working copy."""
    return edition.status in OPEN_EDITIONS
