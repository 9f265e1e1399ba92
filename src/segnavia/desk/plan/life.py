"""The plan's legal life at the desk: its steps with their acts, its frozen texts, the yearly update."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segnavia.actions import acts, drafts
from segnavia.actions.acts import Said
from segnavia.core.lifecycle import EditionStatus, Outcome, Step
from segnavia.core.permissions import Principal, may
from segnavia.core.uploads import KINDS
from segnavia.desk.fields import DayField, TextField
from segnavia.desk.forms import DeskForm
from segnavia.desk.pages import Page, saved
from segnavia.desk.plan.differences import DRAFT
from segnavia.desk.plan.editor import crumb
from segnavia.desk.plan.findings import Noted, problems
from segnavia.desk.plan.forms import BeginForm
from segnavia.desk.plan.work import Work, work_of
from segnavia.desk.tasks.text import without_plan
from segnavia.registry import legal
from segnavia.registry.models import Act, Edition, FrozenText, Plan

# The action that takes each step, with its key in the table of permissions.
STEPS: Mapping[Step, tuple[str, Callable[..., Any]]] = {
    Step.ADOPTION: ("acts.adopt", acts.adopt),
    Step.OPINION: ("acts.give_opinion", acts.give_opinion),
    Step.APPROVAL: ("acts.approve", acts.approve),
    Step.ENTRY_INTO_FORCE: ("acts.bring_into_force", acts.bring_into_force),
}


class ActForm(DeskForm):
    """The act of a step. Only the entry into force has a first day."""

    body = forms.CharField(label=gettext_lazy("Body that made the act"), max_length=300)
    number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=50,
        required=False,
        help_text=gettext_lazy("Leave it empty where it is not known."),
    )
    dated = forms.CharField(
        label=gettext_lazy("Date of the act"),
        max_length=10,
        help_text=gettext_lazy("Such as 2024-06-30; 2024-06 or 2024 where no more is known."),
    )
    in_force_from = DayField(label=gettext_lazy("In force from"))
    file = forms.FileField(
        label=gettext_lazy("Document of the act"),
        required=False,
        help_text=gettext_lazy("Everybody will be able to read it."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{kind}" for kind in KINDS)}),
    )
    note = TextField(label=gettext_lazy("Note"), required=False, rows=3)

    def __init__(self, request: HttpRequest, step: Step, before: Act | None) -> None:
        super().__init__(request, initial={"body": before.body if before else ""}, prefix=step.value)
        if step is not Step.ENTRY_INTO_FORCE:
            del self.fields["in_force_from"]

    def clean_dated(self) -> str:
        """The date in its one spelling: a day may be typed as 30/06/2024, a month as 06/2024."""
        return "-".join(reversed(str(self.cleaned_data["dated"]).split("/")))

    @property
    def said(self) -> Said:
        """What is told of the act."""
        values = self.cleaned_data
        names = ("body", "dated", "number", "note")
        return Said(**{name: values[name] for name in names}, document=values["file"])


class ShareForm(DeskForm):
    """Freezes the draft as it is."""


@dataclass(frozen=True, slots=True)
class Life:
    """An edition with its steps; `next_step` with its title, and what keeps one from taking it."""

    edition: Edition
    status: str
    stages: tuple[legal.Stage, ...]

    @property
    def years(self) -> str:
        """The years of the edition, as `2022-2024`."""
        return f"{self.edition.period_start}-{self.edition.period_end}"

    @property
    def next_step(self) -> Step | None:
        """The step that comes next."""
        return next((stage.step for stage in self.stages if stage.is_next), None)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A frozen text of the list: its acts, whether everybody may read it, and what it is compared with."""

    text: FrozenText
    acts: tuple[Act, ...]
    is_public: bool
    is_in_force: bool
    since_before: str
    since_force: str


def life(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """The steps of the edition at work, the form of the next one, and every text that was frozen."""
    work = work_of(by)
    if work is None:
        return without_plan(_("Legal life"))
    edition = work.edition
    now = life_of(next(each for each in legal.editions_of(work.plan) if each.pk == edition.pk))
    step = now.next_step
    form = _act_form(request, work, step) if step else None
    if step and form and saved(request, form, lambda: _take(edition, step, form, by), _("The step is recorded.")):
        return redirect("desk:plan-life")
    shares = edition.status == EditionStatus.DRAFT and may(by, "drafts.share")
    share = ShareForm(request) if shares else None
    if share is not None and saved(request, share, lambda: drafts.share(edition, by=by), _("The draft is shared.")):
        return redirect("desk:plan-life")
    return Page(
        "desk/plan/life.html",
        _("Legal life"),
        crumbs=(crumb(),),
        status=422 if share is not None and share.is_bound and share.errors else 200,
        context={
            "work": work,
            "life": now,
            "form": form,
            "share": share,
            "next_title": legal.step_title(step) if step else "",
            "waiting": _waiting(edition) if step is Step.APPROVAL else 0,
            "problems": _problems(work),
            "lacks_opinion": step is Step.OPINION,
            "texts": texts_of(work.plan),
            "changes_url": difference_url(edition.based_on, None) if work.is_open and edition.based_on else "",
            "earlier": [life_of(each) for each in legal.editions_of(work.plan) if each.pk != edition.pk],
        },
    )


def begin(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """Begins the yearly update with the text in force, for the years that are said."""
    work = work_of(by)
    if work is None:
        return without_plan(_("Begin the yearly update"))
    years = work.package.plan.period
    form = BeginForm(request, initial={"period_start": years.start, "period_end": years.end})

    def call() -> None:
        period = (form.cleaned_data["period_start"], form.cleaned_data["period_end"])
        drafts.begin_update(work.plan, by=by, period=period)

    if saved(request, form, call, _("The draft of the update is begun: it is the text in force, and can be changed.")):
        return redirect("desk:plan")
    return Page(
        "desk/plan/begin.html",
        _("Begin the yearly update"),
        crumbs=(crumb(),),
        context={"form": form, "cancel": reverse("desk:plan"), "may_begin": work.may_begin, "work": work},
    )


def life_of(edition: Edition) -> Life:
    """An edition with its steps, each with its act."""
    return Life(edition, legal.status_title(edition.status), legal.stages_of(edition))


def texts_of(plan: Plan) -> list[TextLine]:
    """The frozen texts of a plan, the newest first."""
    texts = legal.texts_of(plan)
    current = legal.in_force(plan)
    of_force = current.text if current else None
    public = {text.pk for text in texts if legal.is_public_text(text)}
    lines = []
    for number, text in enumerate(texts):
        before = texts[number - 1] if number else None
        lines.append(
            TextLine(
                text,
                tuple(text.acts.all()),
                text.pk in public,
                text == of_force,
                difference_url(before, text) if before else "",
                difference_url(of_force, text) if of_force and of_force not in (text, before) else "",
            )
        )
    return lines[::-1]


def difference_url(before: FrozenText, after: FrozenText | None) -> str:
    """Where two texts are compared at the desk; without `after`, a text with the working copy."""
    return reverse("desk:plan-difference", args=[before.sha256, after.sha256 if after else DRAFT])


def _act_form(request: HttpRequest, work: Work, step: Step) -> ActForm | None:
    if not may(work.by, STEPS[step][0]):
        return None
    return ActForm(request, step, legal.last_acts(work.plan).get(step))


def _take(edition: Edition, step: Step, form: ActForm, by: Principal) -> None:
    _key, act = STEPS[step]
    day: dict[str, date] = (
        {"in_force_from": form.cleaned_data["in_force_from"]} if step is Step.ENTRY_INTO_FORCE else {}
    )
    act(edition, by=by, said=form.said, **day)


def _waiting(edition: Edition) -> int:
    return edition.observations.filter(outcome=Outcome.OPEN).count()


def _problems(work: Work) -> list[Noted]:
    return problems(work) if work.is_open else []
