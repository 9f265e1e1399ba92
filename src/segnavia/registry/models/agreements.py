"""Agreements (intese): parties, what they serve, resources, meetings, amendments, and what was promised."""

from django.db import models
from django.db.models import F, Q

from segnavia.core import codes
from segnavia.core.agreements import AgreementType, AmendmentKind, SignatureKind
from segnavia.core.lifecycle import AgreementState, TaskState
from segnavia.registry.models.constraints import not_empty, one_of, whole
from segnavia.registry.models.documents import Document
from segnavia.registry.models.editions import Plan
from segnavia.registry.models.people import Actor
from segnavia.registry.models.versions import Versioned

ELEMENT = rf"(objectives:{codes.OBJECTIVE}|drivers:{codes.DRIVER}|reform_tracks:{codes.REFORM_TRACK})"


class Agreement(Versioned):
    """An agreement of the plan. `special` holds the fields of its type, as `core.agreements` declares them."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="agreements")
    code = models.CharField(max_length=100)
    type = models.CharField(max_length=30, choices=[(t.value, t.value) for t in AgreementType])
    title = models.TextField()
    legal_basis = models.TextField(blank=True, help_text="empty where no statute speaks of the type")
    aims = models.TextField(blank=True)
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in AgreementState], default=AgreementState.PROPOSED
    )
    signed_on = models.DateField(null=True, blank=True)
    signature = models.CharField(max_length=12, blank=True, choices=[(k.value, k.value) for k in SignatureKind])
    protocol = models.CharField(max_length=100, blank=True)
    publication = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    renewal = models.TextField(blank=True)
    territory = models.TextField(blank=True, help_text="what part of the territory it is about, in words")
    governing_body = models.TextField(blank=True)
    monitoring = models.TextField(blank=True, help_text="how often it is monitored, and by whom")
    special = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    documents = models.ManyToManyField(Document, blank=True, related_name="agreements")

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=["plan", "code"], name="agreement_code_unique"),
            models.CheckConstraint(condition=Q(code__regex=whole(codes.SLUG)), name="agreement_code_form"),
            one_of("type", AgreementType),
            one_of("state", AgreementState),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="agreement_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "in_force", "concluded", "expired"]) | Q(signed_on__isnull=False),
                name="agreement_signed_with_day",
            ),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return self.title


class Party(Versioned):
    """A party (parte) of an agreement: in which role, who signs for it, and by which act it approved."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="parties")
    role = models.TextField(blank=True)
    signatory = models.TextField(blank=True, help_text="the office that signs, such as Sindaco")
    approval_body = models.TextField(blank=True)
    approval_number = models.CharField(max_length=50, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    joined_on = models.DateField(null=True, blank=True, help_text="of one that acceded later")
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["agreement", "actor"], name="party_unique"),)

    def __str__(self) -> str:
        return f"{self.actor} – {self.agreement}"


class AgreementElement(models.Model):
    """What an agreement serves: an objective, driver or reform track, such as `objectives:M1.01`."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="elements")
    element = models.CharField(max_length=40)

    class Meta:
        ordering = ("element",)
        constraints = (
            models.UniqueConstraint(fields=["agreement", "element"], name="agreementelement_unique"),
            models.CheckConstraint(condition=Q(element__regex=whole(ELEMENT)), name="agreementelement_form"),
        )

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.element}"


class AgreementCode(models.Model):
    """A project (CUP) or tender (CIG) that an agreement is about."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="linked_codes")
    kind = models.CharField(max_length=3, choices=[("CUP", "CUP"), ("CIG", "CIG")])
    code = models.CharField(max_length=15)

    class Meta:
        ordering = ("kind", "code")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "kind", "code"], name="agreementcode_unique"),
            models.CheckConstraint(
                condition=Q(kind="CUP", code__regex=whole(codes.CUP))
                | Q(kind="CIG", code__regex=whole("[A-Z0-9]{10}")),
                name="agreementcode_form",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Resource(models.Model):
    """Money that an agreement brings, by who gives it; an amount that is not known is null, and not zero.

    Resources, meetings and amendments are numbered within their agreement: in a file, the number tells which is which.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="resources")
    number = models.PositiveSmallIntegerField()
    source = models.TextField()
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True, help_text="euro")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="resource_number_unique"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="resource_not_negative"),
            not_empty("source"),
        )

    def __str__(self) -> str:
        return self.source


class Meeting(Versioned):
    """A meeting of the governing body of an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    subject = models.TextField()
    decisions = models.TextField(blank=True)
    documents = models.ManyToManyField(Document, blank=True, related_name="meetings")

    class Meta:
        ordering = ("held_on", "number")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="meeting_number_unique"),
            not_empty("subject"),
        )

    def __str__(self) -> str:
        return f"{self.held_on} {self.subject}"


class Amendment(models.Model):
    """A change of an agreement after it was signed: an amendment, an accession, a withdrawal, a renewal."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in AmendmentKind])
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dated = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="of a renewal: the new last day")
    act = models.TextField(blank=True, help_text="body, number and date of the act")
    text = models.TextField()
    documents = models.ManyToManyField(Document, blank=True, related_name="amendments")

    class Meta:
        ordering = ("dated", "number")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "number"], name="amendment_number_unique"),
            one_of("kind", AmendmentKind),
            models.CheckConstraint(
                condition=~Q(kind__in=["accession", "withdrawal"]) | Q(actor__isnull=False), name="amendment_of_actor"
            ),
            not_empty("text"),
        )

    def __str__(self) -> str:
        return f"{self.dated} {self.kind}"


class Commitment(Versioned):
    """What a party promised (impegno): who, what, by when, how much, what it serves, and how far it has come."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="commitments")
    code = models.CharField(max_length=20)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="commitments")
    what = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True, help_text="euro")
    element = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in TaskState], default=TaskState.TO_DO)
    done_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    documents = models.ManyToManyField(Document, blank=True, related_name="commitments")

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=["agreement", "code"], name="commitment_code_unique"),
            models.CheckConstraint(condition=Q(code__regex=whole("[A-Za-z0-9.-]+")), name="commitment_code_form"),
            models.CheckConstraint(
                condition=Q(element="") | Q(element__regex=whole(ELEMENT)), name="commitment_element_form"
            ),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="commitment_not_negative"),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(done_on__isnull=False) & ~Q(evidence="")),
                name="commitment_done_with_evidence",
            ),
            one_of("state", TaskState),
            not_empty("what"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.what}"
