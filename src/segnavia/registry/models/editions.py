"""A plan, its editions, and the frozen texts that published figures rest on."""

from django.db import models
from django.db.models import F, Q

from segnavia.core import codes
from segnavia.core.provenance import Provenance
from segnavia.registry.models.constraints import not_empty, one_of, whole


class Plan(models.Model):
    """A plan of a body, through all its editions."""

    code = models.CharField(max_length=100, unique=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(code__regex=whole(codes.SLUG)), name="plan_code_form"),)

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """One state of a plan. A plan has at most one draft, which `actions.plans.load` replaces as a whole."""

    class Status(models.TextChoices):
        DRAFT = "draft", "draft"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
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
        help_text="the text in force of this edition",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["plan"], condition=Q(status="draft"), name="edition_one_draft"),
            models.CheckConstraint(condition=Q(status__in=["draft"]), name="edition_status_known"),
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
