"""The text that the editor shows: the working copy of the edition under way, or else the text in force."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from segnavia.actions.editions import is_open
from segnavia.actions.packages import get_package
from segnavia.actions.rows import MODELS, element_of
from segnavia.core.findings import Finding
from segnavia.core.lifecycle import EditionStatus
from segnavia.core.permissions import Principal, may
from segnavia.plans.canonical import canonical, from_canonical
from segnavia.plans.coherence import check
from segnavia.plans.schema import Package, Record
from segnavia.registry import legal
from segnavia.registry.models import Edition, Observation, Plan

WHOLE = "plan"  # the element of the header, and of the text as a whole


@dataclass(frozen=True)
class Work:
    """A plan's text at the desk. `observations` are those for which an adopted text may be changed."""

    plan: Plan
    edition: Edition
    package: Package
    observations: tuple[Observation, ...]
    by: Principal

    @property
    def years(self) -> str:
        """The years of the plan, as `2022-2024`."""
        return f"{self.package.plan.period.start}-{self.package.plan.period.end}"

    @property
    def is_open(self) -> bool:
        """Whether there is a working copy."""
        return is_open(self.edition)

    @property
    def is_adopted(self) -> bool:
        """Whether the text changes by accepted observations only."""
        return self.edition.status == EditionStatus.ADOPTED

    @property
    def may_write(self) -> bool:
        """Whether this person may change a record now."""
        ready = self.edition.status == EditionStatus.DRAFT or (self.is_adopted and bool(self.observations))
        return ready and may(self.by, "drafts.revise_record")

    @property
    def may_begin(self) -> bool:
        """Whether this person may begin the update of the text in force."""
        return self.edition.status == EditionStatus.IN_FORCE and may(self.by, "drafts.begin_update")

    @cached_property
    def records(self) -> Mapping[str, tuple[str, Record]]:
        """Every record of the lists by its element, with the list's key."""
        return {element_of(key, record): (key, record) for key in MODELS for record in getattr(self.package, key)}

    @cached_property
    def titles(self) -> Mapping[str, Mapping[str, str]]:
        """What the codes of each list are called, list by list."""
        return {
            key: {str(record.code): str(record.title or "") for record in getattr(self.package, key)}
            for key in MODELS
            if key not in ("agenda", "crosswalk")
        }

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks of sense find in this text."""
        return _findings(canonical(self.package))

    def title_of(self, element: str) -> str:
        """What an element is called; nothing where the text does not hold it."""
        found = self.records.get(element)
        return name_of(self, *found) if found else ""


def work_of(by: Principal) -> Work | None:
    """The text at work in the territory; `None` where no plan is loaded."""
    plan = legal.plan_of(settings.TERRITORY)
    edition = (legal.under_way(plan) or legal.in_force(plan)) if plan else None
    if plan is None or edition is None:
        return None
    if is_open(edition):
        package = get_package(edition)
    elif edition.text is not None:
        package = from_canonical(edition.text.content)
    else:  # the database refuses such a row
        return None
    accepted = legal.accepted_observations(edition) if edition.status == EditionStatus.ADOPTED else ()
    return Work(plan, edition, package, tuple(accepted), by)


def name_of(work: Work, key: str, record: Record) -> str:
    """A record in a line: its code and title; of a link of two records, the one that it leads to."""
    code = str(getattr(record, "code", ""))
    if key == "directions":
        return str(getattr(record, "title", code))
    if key in ("agenda", "crosswalk"):
        objective = getattr(record, "objective", None)
        share = getattr(record, "share", None)
        title = f"{objective} {work.titles['objectives'].get(objective, '')}" if objective else _("none of the plan's")
        return f"{title} ({share})" if share is not None else title
    return f"{code} {getattr(record, 'title', '') or ''}".strip()


def elements_by_code(work: Work) -> Iterator[tuple[str, str]]:
    """The codes that findings name, each with its element."""
    for element, (key, record) in work.records.items():
        if key not in ("agenda", "crosswalk"):
            yield str(getattr(record, "code", "")), element


@lru_cache(maxsize=8)
def _findings(content: str) -> tuple[Finding, ...]:
    """The findings on a text; a page after another asks for the same one."""
    return tuple(check(from_canonical(content)))
