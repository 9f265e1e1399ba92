"""The legal life of plans as it is read: editions with their steps and acts, frozen texts, and which are public.

Its words are here as well, because actions, desk and portal say the same ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from segnavia.core.lifecycle import STEPS, EditionStatus, Outcome, Step
from segnavia.registry.models import Act, Edition, FrozenText, Observation, Plan
from segnavia.registry.texts import current_text, text_in_force, text_of

UNDER_WAY = (EditionStatus.DRAFT, EditionStatus.ADOPTED, EditionStatus.APPROVED)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of an edition: taken by its act, the next to be taken, or still to come.

    `is_untold`: a later step was taken, and no source tells of this one.
    """

    step: Step
    act: Act | None = None
    is_next: bool = False
    is_untold: bool = False


def plan_of(territory: str) -> Plan | None:
    """The plan that an office works on: one with an edition under way, the latest of them, or the plan in force."""
    edition = (
        Edition.objects.filter(territory=territory, status__in=UNDER_WAY)
        .select_related("plan")
        .order_by("-period_start", "-pk")
        .first()
    )
    if edition is not None:
        return edition.plan
    text = current_text(territory)
    return text.edition.plan if text else None


def editions_of(plan: Plan) -> list[Edition]:
    """The editions of a plan, the newest first, with their acts."""
    return list(_with_acts(Edition.objects.filter(plan=plan)).order_by("-pk"))


def public_editions(territory: str) -> list[Edition]:
    """What everybody may know of the territory's plans, the newest first: whatever has a text that was frozen."""
    editions = Edition.objects.filter(territory=territory, text__isnull=False)
    return list(_with_acts(editions).order_by("-period_start", "-pk"))


def under_way(plan: Plan) -> Edition | None:
    """The edition of the plan that is on its way to be in force."""
    return Edition.objects.filter(plan=plan, status__in=UNDER_WAY).select_related("plan", "text", "based_on").first()


def in_force(plan: Plan) -> Edition | None:
    """The edition of the plan that is in force."""
    return (
        Edition.objects.filter(plan=plan, status=EditionStatus.IN_FORCE)
        .select_related("plan", "text", "based_on")
        .first()
    )


def stages_of(edition: Edition) -> tuple[Stage, ...]:
    """The four steps of an edition in their order, each with its act where it was taken."""
    acts = {act.step: act for act in edition.acts.all()}
    after = next_step(edition)
    last = max((list(Step).index(Step(step)) for step in acts), default=-1)
    return tuple(
        Stage(step, acts.get(step), is_next=step is after, is_untold=step not in acts and number < last)
        for number, step in enumerate(Step)
    )


def next_step(edition: Edition) -> Step | None:
    """The step that comes next; the opinion before the approval. None follows the entry into force."""
    taken = {act.step for act in edition.acts.all()}
    possible = (step for step, (before, _after) in STEPS.items() if before == edition.status and step not in taken)
    return next(possible, None)


def last_acts(plan: Plan) -> Mapping[str, Act]:
    """The newest act of each step in the plan's life: which body takes it, and how it is called."""
    return {act.step: act for act in Act.objects.filter(edition__plan=plan).order_by("pk")}


def texts_of(plan: Plan) -> list[FrozenText]:
    """Every text of a plan that was frozen, the oldest first, with the acts that name it."""
    acts = Prefetch("acts", Act.objects.select_related("document"))
    return list(FrozenText.objects.filter(edition__plan=plan).prefetch_related(acts).order_by("pk"))


def is_public_text(text: FrozenText) -> bool:
    """Whether everybody may read a frozen text: an act names it, or it is the newest that was shared of an edition.

    What was in force has its act. A draft text that another has taken the place of is the office's own again.
    """
    return _public().filter(pk=text.pk).exists()


def public_text(sha256: str) -> FrozenText | None:
    """The public text of that SHA-256, or of its first eight digits or more."""
    text = text_of(sha256)
    return text if text is not None and is_public_text(text) else None


def public_texts(territory: str) -> list[FrozenText]:
    """Every public text of the territory's plans, the newest first, with the acts that name it."""
    acts = Prefetch("acts", Act.objects.select_related("document"))
    texts = _public().filter(edition__territory=territory).select_related("edition__plan")
    return list(texts.prefetch_related(acts).order_by("-pk"))


def act_on(territory: str, day: date) -> Act | None:
    """The act by which a text was in force in the territory on that day."""
    return text_in_force(territory, day)


def first_day_of_force(territory: str) -> date | None:
    """The first day on which a text was in force in the territory."""
    days = Act.objects.filter(edition__territory=territory, in_force_from__isnull=False)
    return days.order_by("in_force_from").values_list("in_force_from", flat=True).first()


def acts_of_text(text: FrozenText) -> list[Act]:
    """The acts that name a text, in their order."""
    return list(text.acts.select_related("document", "edition__plan"))


def accepted_observations(edition: Edition) -> QuerySet[Observation]:
    """The observations for which the text of an adopted edition may be changed."""
    return edition.observations.filter(outcome__in=(Outcome.ACCEPTED, Outcome.PARTLY_ACCEPTED))


def _with_acts(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    acts = Prefetch("acts", Act.objects.select_related("document", "text"))
    return editions.select_related("plan", "text", "based_on").prefetch_related(acts)


def _public() -> QuerySet[FrozenText]:
    acts = Act.objects.filter(text=OuterRef("pk"))
    editions = Edition.objects.filter(text=OuterRef("pk"))
    return FrozenText.objects.filter(Q(Exists(acts)) | Q(Exists(editions)))


def status_title(status: str) -> str:
    """Where an edition stands, in a word."""
    titles: Mapping[str, str] = {
        EditionStatus.DRAFT: _("draft"),
        EditionStatus.ADOPTED: _("adopted"),
        EditionStatus.APPROVED: _("approved"),
        EditionStatus.IN_FORCE: _("in force"),
        EditionStatus.SUPERSEDED: _("superseded"),
    }
    return titles[status]


def step_title(step: str) -> str:
    """What a legal step is called."""
    titles: Mapping[str, str] = {
        Step.ADOPTION: _("Adoption"),
        Step.OPINION: _("Opinion"),
        Step.APPROVAL: _("Approval"),
        Step.ENTRY_INTO_FORCE: _("Entry into force"),
    }
    return titles[step]


def outcome_title(outcome: str) -> str:
    """How an observation ended."""
    titles: Mapping[str, str] = {
        Outcome.OPEN: _("To be answered"),
        Outcome.ACCEPTED: _("Accepted"),
        Outcome.PARTLY_ACCEPTED: _("Partly accepted"),
        Outcome.REFUSED: _("Refused"),
    }
    return titles[outcome]


def dated_words(dated: str) -> str:
    """A date as far as it is known (`core.periods`), written out: `2023-06` gives “giugno 2023”."""
    parts: Sequence[int] = [int(part) for part in dated.split("-")]
    match parts:
        case [year]:
            return str(year)
        case [year, month]:
            return date_format(date(year, month, 1), "E Y")
        case _:
            return date_format(date(*parts), "j E Y")
