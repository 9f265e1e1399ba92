"""What the desk calls the states of what is asked, and its kinds."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from segnavia.core.lifecycle import ReformState, TaskState
from segnavia.registry.asked import AskedKind

TASK_STATES: Mapping[TaskState, object] = {
    TaskState.TO_DO: _("To do"),
    TaskState.UNDER_WAY: _("Under way"),
    TaskState.DONE: pgettext_lazy("task", "Done"),
    TaskState.WITHDRAWN: pgettext_lazy("task", "Withdrawn"),
}
REFORM_STATES: Mapping[ReformState, object] = {
    ReformState.WORK_IN_PROGRESS: _("Work in progress"),
    ReformState.DONE: _("Done"),
    ReformState.WITHDRAWN: _("Withdrawn"),
}
KINDS: Mapping[AskedKind, object] = {
    AskedKind.ASSIGNMENT: _("Assignment"),
    AskedKind.COMMITMENT: _("Commitment"),
    AskedKind.FIRST_MOVE: _("First move"),
    AskedKind.REFORM_STEP: _("Reform step"),
}
