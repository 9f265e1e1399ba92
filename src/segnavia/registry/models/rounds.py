"""Monitoring rounds (tornate): who is asked what, what they answered, and the cases that a contest opens."""

from django.db import models
from django.db.models import F, Q

from segnavia.core.lifecycle import Answer, CaseOutcome, CaseState, RoundState
from segnavia.core.prefill import LineKind
from segnavia.registry.models.constraints import not_empty, one_of
from segnavia.registry.models.documents import Document
from segnavia.registry.models.editions import Plan
from segnavia.registry.models.people import Actor
from segnavia.registry.models.versions import Versioned


class Round(Versioned):
    """A monitoring round: at which bulletin it asks, and until when."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rounds")
    title = models.TextField()
    bulletin = models.CharField(max_length=100, help_text="the id of the bulletin that lines are prefilled from")
    opens_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in RoundState], default=RoundState.PREPARED
    )
    note = models.TextField(blank=True, help_text="what the office tells the referents")

    class Meta:
        ordering = ("-opens_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="round_dates_in_order"),
            one_of("state", RoundState),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return self.title


class Inquiry(Versioned):
    """What one actor is asked in a round, under one link that is signed, expires and can be revoked.

    `nonce` stands in the link: renewing or revoking changes it, and every older link is void.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="inquiries")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="inquiries")
    email = models.EmailField()
    nonce = models.CharField(max_length=32)
    expires_on = models.DateField(help_text="the last day on which the link opens")
    left_out = models.PositiveIntegerField(default=0, help_text="lines that were not asked, as they would be too many")
    revoked_at = models.DateTimeField(null=True)
    invited_at = models.DateTimeField(null=True)
    first_opened_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True, help_text="when the referent sent the answers off")

    class Meta:
        ordering = ("actor__title",)
        constraints = (models.UniqueConstraint(fields=["round", "actor"], name="inquiry_unique"),)

    def __str__(self) -> str:
        return f"{self.actor} – {self.round}"


class InquiryLine(Versioned):
    """One prefilled line: what the bulletin or the registry says, and whether the referent confirms or contests it.

    `official` is what stood in the line when it was asked, as JSON: it stays what it was, whatever comes later.
    """

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in LineKind])
    key = models.CharField(max_length=100, help_text="the project's key, or the row's number")
    title = models.TextField()
    official = models.JSONField()
    answer = models.CharField(max_length=9, choices=[(a.value, a.value) for a in Answer], default=Answer.NONE)
    contested = models.CharField(max_length=30, blank=True, help_text="which of the official values")
    reason = models.TextField(blank=True)
    value = models.TextField(blank=True, help_text="what the referent says instead")
    documents = models.ManyToManyField(Document, related_name="inquiry_lines")
    source_rows = models.JSONField(default=list, help_text="the publisher's rows behind the contested value")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["inquiry", "position"], name="inquiryline_position_unique"),
            models.UniqueConstraint(fields=["inquiry", "kind", "key"], name="inquiryline_unique"),
            models.CheckConstraint(
                condition=Q(answer="none", answered_at__isnull=True)
                | (~Q(answer="none") & Q(answered_at__isnull=False)),
                name="inquiryline_answered_at",
            ),
            models.CheckConstraint(condition=~Q(answer="contested") | ~Q(reason=""), name="inquiryline_with_reason"),
            one_of("answer", Answer),
            one_of("kind", LineKind),
        )

    def __str__(self) -> str:
        return self.title


class Case(Versioned):
    """A discrepancy case (caso): what the official source says, what the body says, and how it ended.

    The official value is never overwritten: the case stands beside it, on the project's page too.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="cases")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="cases")
    line = models.OneToOneField(InquiryLine, on_delete=models.PROTECT, null=True, related_name="case")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in LineKind])
    key = models.CharField(max_length=100)
    title = models.TextField()
    bulletin = models.CharField(max_length=100, blank=True)
    value_name = models.CharField(max_length=30, help_text="which value is contested, such as paid_pnrr")
    official_value = models.TextField(blank=True)
    local_value = models.TextField(blank=True)
    reason = models.TextField()
    source_rows = models.JSONField(default=list, help_text="dataset, date, SHA-256 and row of each official row")
    state = models.CharField(max_length=6, choices=[(s.value, s.value) for s in CaseState], default=CaseState.OPEN)
    outcome = models.CharField(
        max_length=15, choices=[(o.value, o.value) for o in CaseOutcome], default=CaseOutcome.NONE
    )
    explanation = models.TextField(blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    documents = models.ManyToManyField(Document, related_name="cases")

    class Meta:
        ordering = ("-opened_at", "-pk")
        indexes = (models.Index(fields=["kind", "key"]),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", outcome="none", closed_at__isnull=True)
                | (Q(state="closed", closed_at__isnull=False) & ~Q(outcome="none") & ~Q(explanation="")),
                name="case_closed_with_outcome",
            ),
            one_of("state", CaseState),
            one_of("outcome", CaseOutcome),
            one_of("kind", LineKind),
            not_empty("reason"),
        )

    def __str__(self) -> str:
        return self.title


class CaseLetter(models.Model):
    """A word of the correspondence on a case. It is added and not changed afterwards."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=200)
    text = models.TextField()
    documents = models.ManyToManyField(Document, related_name="case_letters")

    class Meta:
        ordering = ("at", "pk")
        constraints = (not_empty("text"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.at}"
