"""What is asked of actors beside commitments: assignments, first moves, and the steps of the reform tracks.

They belong to the plan and name its parts by code, so that they go on when a new edition comes into force.
"""

from django.db import models
from django.db.models import F, Q

from segnavia.core import codes
from segnavia.core.codes import Direction
from segnavia.core.lifecycle import ReformState, TaskState
from segnavia.registry.models.constraints import not_empty, one_of, whole
from segnavia.registry.models.documents import Document
from segnavia.registry.models.editions import Plan
from segnavia.registry.models.people import Actor
from segnavia.registry.models.versions import Versioned

_DONE_WITH_EVIDENCE = ~Q(state="done") | (Q(done_on__isnull=False) & ~Q(evidence=""))
_BY_DATE = F("due_on").asc(nulls_last=True)  # without it, what has no date stands first on SQLite, last on PostgreSQL
# The cells that can be given to an actor, and all that a first move can serve.
CELL = rf"(objectives:{codes.OBJECTIVE}|components:{codes.COMPONENT})"
SERVED = rf"({CELL}|drivers:{codes.DRIVER}|reform_tracks:{codes.REFORM_TRACK})"


class Assignment(Versioned):
    """One actor's part (incarico) in a marked cell of objective × direction or component × direction."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="assignments")
    element = models.CharField(max_length=40, help_text="such as objectives:M1.01 or components:M1C1")
    direction = models.CharField(max_length=20, choices=[(d.value, d.value) for d in Direction])
    owner = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="assignments")
    what = models.TextField(blank=True, help_text="what is asked, where it is more than the objective says")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in TaskState], default=TaskState.TO_DO)
    done_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    documents = models.ManyToManyField(Document, related_name="assignments")

    class Meta:
        ordering = ("element", "direction", "pk")
        constraints = (
            models.UniqueConstraint(fields=["plan", "element", "direction", "owner"], name="assignment_unique"),
            models.CheckConstraint(condition=Q(element__regex=whole(CELL)), name="assignment_element_form"),
            models.CheckConstraint(condition=_DONE_WITH_EVIDENCE, name="assignment_done_with_evidence"),
            one_of("state", TaskState),
            one_of("direction", Direction),
        )

    def __str__(self) -> str:
        return f"{self.element} × {self.direction}: {self.owner}"


class FirstMove(Versioned):
    """An early action that sets the plan in motion (prima mossa): owner, date, proof."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="first_moves")
    title = models.TextField()
    owner = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="first_moves")
    element = models.CharField(max_length=40, blank=True, help_text="what it serves, such as drivers:D01")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in TaskState], default=TaskState.TO_DO)
    done_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    is_public = models.BooleanField(default=True)
    documents = models.ManyToManyField(Document, related_name="first_moves")

    class Meta:
        ordering = (_BY_DATE, "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(element="") | Q(element__regex=whole(SERVED)), name="firstmove_element_form"
            ),
            models.CheckConstraint(condition=_DONE_WITH_EVIDENCE, name="firstmove_done_with_evidence"),
            one_of("state", TaskState),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return self.title


class Reform(Versioned):
    """Where a reform track of the plan stands, as its office says; before it does, the plan's own word holds."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reforms")
    code = models.CharField(max_length=2)
    state = models.CharField(
        max_length=16, choices=[(s.value, s.value) for s in ReformState], default=ReformState.WORK_IN_PROGRESS
    )
    note = models.TextField(blank=True)
    said_on = models.DateField(
        null=True, blank=True, help_text="the day of the office's word; null: only steps so far, the plan's word holds"
    )

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=["plan", "code"], name="reform_unique"),
            models.CheckConstraint(condition=Q(code__regex=whole(codes.REFORM_TRACK)), name="reform_code_form"),
            one_of("state", ReformState),
        )

    def __str__(self) -> str:
        return self.code


class ReformStep(Versioned):
    """A step of a reform track, with its act once there is one."""

    reform = models.ForeignKey(Reform, on_delete=models.PROTECT, related_name="steps")
    title = models.TextField()
    owner = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="reform_steps")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in TaskState], default=TaskState.TO_DO)
    done_on = models.DateField(null=True, blank=True)
    act = models.TextField(blank=True, help_text="body, number and date")
    documents = models.ManyToManyField(Document, related_name="reform_steps")

    class Meta:
        ordering = (_BY_DATE, "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_on__isnull=False), name="reformstep_done_with_day"
            ),
            one_of("state", TaskState),
            not_empty("title"),
        )

    def __str__(self) -> str:
        return self.title
