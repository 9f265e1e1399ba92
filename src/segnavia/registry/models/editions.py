"""A plan, its editions with their legal acts, and the frozen texts that acts and published figures rest on."""

from django.db import models
from django.db.models import F, Q

from segnavia.core import codes, periods
from segnavia.core.lifecycle import EditionStatus, Outcome, Step
from segnavia.core.provenance import Provenance
from segnavia.registry.models.constraints import not_empty, one_of, whole
from segnavia.registry.models.documents import Document
from segnavia.registry.models.people import Actor
from segnavia.registry.models.versions import Versioned


class Plan(models.Model):
    """A plan of a body, through all its editions."""

    code = models.CharField(max_length=100, unique=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(code__regex=whole(codes.SLUG)), name="plan_code_form"),)

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """One state of a plan, from its draft to the edition that supersedes it.

    Its rows (`Objective`, …) are the working copy of a draft or adopted text and are gone from approval on: then only
    the frozen text speaks. A plan has at most one such working copy, and one edition in force.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    status = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in EditionStatus], default=EditionStatus.DRAFT
    )
    title = models.TextField()
    short_title = models.TextField()
    body = models.TextField()
    territory = models.CharField(max_length=3)
    period_start = models.PositiveSmallIntegerField()
    period_end = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    provenance = models.CharField(max_length=9, choices=[(p.value, p.value) for p in Provenance])
    note = models.TextField(blank=True)
    text = models.ForeignKey(
        "FrozenText",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="the newest frozen text of this edition",
    )
    based_on = models.ForeignKey(
        "FrozenText", on_delete=models.PROTECT, null=True, related_name="+", help_text="the text that it updates"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["plan"], condition=Q(status__in=["draft", "adopted", "approved"]), name="edition_one_under_way"
            ),
            models.UniqueConstraint(fields=["plan"], condition=Q(status="in_force"), name="edition_one_in_force"),
            one_of("status", EditionStatus),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(text__isnull=False), name="edition_with_text_once_adopted"
            ),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="edition_period_in_order"),
            models.CheckConstraint(condition=Q(territory__regex=whole(codes.TERRITORY)), name="edition_territory_form"),
            one_of("provenance", Provenance),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return f"{self.plan_id} {self.period_start}-{self.period_end} ({self.status})"


class FrozenText(models.Model):
    """The canonical text of an edition. Rows can be added and never changed: triggers refuse it in the database.

    The content is kept as text and not as JSON, because its SHA-256 is of these very bytes.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="texts", help_text="the edition it was first frozen for"
    )
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.TextField()
    frozen_at = models.DateTimeField(auto_now_add=True)
    frozen_by = models.CharField(max_length=100)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(sha256__regex=whole("[0-9a-f]{64}")), name="frozentext_sha256_form"),
            not_empty("content"),
            not_empty("frozen_by"),
        )

    def __str__(self) -> str:
        return self.sha256


class Act(models.Model):
    """The act of a legal step, and the text it was about. Rows can be added and never changed, as frozen texts.

    `dated` is as far as it is known (`core.periods`); a number that is not known is empty, and not invented.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="acts")
    step = models.CharField(max_length=16, choices=[(s.value, s.value) for s in Step])
    text = models.ForeignKey(FrozenText, on_delete=models.PROTECT, related_name="acts")
    body = models.TextField()
    number = models.CharField(max_length=50, blank=True)
    dated = models.CharField(max_length=10)
    in_force_from = models.DateField(null=True, help_text="of the entry into force: the first day, as far as is known")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="acts")
    provenance = models.CharField(max_length=9, choices=[(p.value, p.value) for p in Provenance])
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "step"], name="act_once_a_step"),
            models.CheckConstraint(condition=Q(dated__regex=whole(periods.DATED)), name="act_dated_form"),
            models.CheckConstraint(
                condition=Q(step="entry_into_force", in_force_from__isnull=False)
                | (~Q(step="entry_into_force") & Q(in_force_from__isnull=True)),
                name="act_day_of_force",
            ),
            one_of("step", Step),
            one_of("provenance", Provenance),
            not_empty("body"),
            not_empty("recorded_by"),
        )

    def __str__(self) -> str:
        return f"{self.edition_id} {self.step} {self.dated}"


class Observation(Versioned):
    """What an actor, or somebody by hand, says of an adopted text (osservazione), and how it was answered.

    `element` names the part of the text by list and code, such as `objectives:M1.01`; empty means the whole.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="observations")
    number = models.PositiveIntegerField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="observations")
    author = models.TextField(help_text="who makes it, as it signs")
    protocol = models.CharField(max_length=50, blank=True)
    received_on = models.DateField()
    element = models.CharField(max_length=140, blank=True)
    text = models.TextField()
    outcome = models.CharField(max_length=15, choices=[(o.value, o.value) for o in Outcome], default=Outcome.OPEN)
    reason = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    documents = models.ManyToManyField(Document, related_name="observations")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["edition", "number"], name="observation_number_unique"),
            models.CheckConstraint(
                condition=Q(outcome="open", answered_on__isnull=True)
                | (~Q(outcome="open") & Q(answered_on__isnull=False) & ~Q(reason="")),
                name="observation_answered_with_reason",
            ),
            one_of("outcome", Outcome),
            not_empty("text"),
            not_empty("author"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.author}"


class ObservationChange(models.Model):
    """A change of the text that an observation made: the record before and after, as canonical JSON; empty is none."""

    observation = models.ForeignKey(Observation, on_delete=models.PROTECT, related_name="changes")
    element = models.CharField(max_length=140)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.observation_id} {self.element}"
