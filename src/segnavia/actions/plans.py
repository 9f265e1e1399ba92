"""Loading a plan: the one way a package becomes rows and a frozen text."""

from dataclasses import dataclass

from django.db import transaction

from segnavia.actions.packages import get_package
from segnavia.actions.rows import delete_rows, write_rows
from segnavia.plans.canonical import canonical, sha256_of
from segnavia.plans.schema import Package
from segnavia.registry.models import Edition, FrozenText, Plan


class LoadError(Exception):
    """A package cannot be loaded as it is; the registry is left as it was."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did. `changed` is false when this very text was in force already."""

    edition: Edition
    text: FrozenText
    changed: bool


@transaction.atomic
def load(package: Package, *, by: str) -> Loaded:
    """Makes `package` the draft edition of its plan and its text the text in force, all or nothing.

    Loading the text in force changes nothing. An earlier text that comes back is not frozen twice.
    Raises `LoadError` if the rows would not give back the same package.
    """
    content = canonical(package)
    sha256 = sha256_of(content)
    Plan.objects.get_or_create(code=package.plan.code)
    plan = Plan.objects.select_for_update().get(code=package.plan.code)  # two loads of one plan wait for each other
    edition = Edition.objects.filter(plan=plan, status=Edition.Status.DRAFT).select_related("text").first()
    if edition is not None and edition.text is not None and edition.text.sha256 == sha256:
        return Loaded(edition, edition.text, changed=False)

    if edition is None:
        edition = Edition(plan=plan)
    else:
        delete_rows(edition)
    _take_header(edition, package)
    edition.save()
    write_rows(package, edition)
    stored = Edition.objects.select_related("plan").get(pk=edition.pk)
    if get_package(stored) != package:
        raise LoadError(
            f"the registry does not give back the plan {package.plan.code} as it was read; nothing was changed. "
            "This is a fault of Segnavia: report it with the package."
        )
    text, _ = FrozenText.objects.get_or_create(
        sha256=sha256, defaults={"edition": edition, "content": content, "frozen_by": by}
    )
    edition.text = text
    edition.save(update_fields=["text"])
    return Loaded(edition, text, changed=True)


def _take_header(edition: Edition, package: Package) -> None:
    header = package.plan
    edition.title = header.title
    edition.short_title = header.short_title
    edition.body = header.body
    edition.territory = header.territory
    edition.period_start = header.period.start
    edition.period_end = header.period.end
    edition.language = header.language
    edition.provenance = header.provenance.value
    edition.note = header.note
