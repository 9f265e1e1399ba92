"""The pages of the small forms of an agreement, one for each of its parts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.actions import agreements
from segnavia.core.lifecycle import AgreementState
from segnavia.core.permissions import Principal
from segnavia.desk.agreements.forms import CodesForm, ElementsForm, FactsForm, MoveForm, SignForm, SpecialForm
from segnavia.desk.agreements.part_forms import (
    AmendForm,
    ApprovalForm,
    MeetingForm,
    NewPartyForm,
    PartyForm,
    RemoveForm,
    ResourceForm,
)
from segnavia.desk.agreements.presenters import steps_of
from segnavia.desk.agreements.shared import agreement_for, edited, now_or_404
from segnavia.desk.forms import DeskForm
from segnavia.desk.pages import Page

Answer = Page | HttpResponse


def _revised(request: HttpRequest, by: Principal, code: str, title: str, form: DeskForm, part: str) -> Answer:
    agreement = agreement_for(by, code)
    return edited(
        request,
        agreement,
        title,
        form,
        lambda: agreements.revise(agreement, by=by, version=form.version, **form.values),
        part=part,
    )


def facts(request: HttpRequest, by: Principal, code: str) -> Answer:
    """The common fields."""
    form = FactsForm(request, row=agreement_for(by, code))
    return _revised(request, by, code, _("The agreement"), form, "facts")


def special(request: HttpRequest, by: Principal, code: str) -> Answer:
    """The fields of its type."""
    form = SpecialForm(request, agreement_for(by, code))
    return _revised(request, by, code, _("What its type adds"), form, "special")


def elements(request: HttpRequest, by: Principal, code: str) -> Answer:
    """What it serves."""
    form = ElementsForm(request, agreement_for(by, code), now_or_404().cells.titles)
    return _revised(request, by, code, _("What the agreement serves"), form, "serves")


def linked_codes(request: HttpRequest, by: Principal, code: str) -> Answer:
    """The projects and tenders that it is about."""
    form = CodesForm(request, row=agreement_for(by, code))
    return _revised(request, by, code, _("Projects and tenders"), form, "serves")


def move(request: HttpRequest, by: Principal, code: str) -> Answer:
    """Its next state, or the one before."""
    agreement = agreement_for(by, code)
    steps = [step for step in steps_of(agreement, timezone.localdate()) if step.state is not AgreementState.SIGNED]
    form = MoveForm(request, row=agreement, choices={"to": [(step.state.value, step.title) for step in steps]})
    return edited(
        request,
        agreement,
        _("The next step"),
        form,
        lambda: agreements.advance(agreement, by=by, version=form.version, **form.values),
        part="state",
        submit=_("Record it"),
    )


def sign(request: HttpRequest, by: Principal, code: str) -> Answer:
    """Its signature."""
    agreement = agreement_for(by, code)
    form = SignForm(request, row=agreement)
    return edited(
        request,
        agreement,
        _("The signature"),
        form,
        lambda: agreements.sign(agreement, by=by, version=form.version, **form.values),
        part="state",
        submit=_("Record the signature"),
    )


def add_party(request: HttpRequest, by: Principal, code: str) -> Answer:
    """A new party."""
    agreement = agreement_for(by, code)
    form = NewPartyForm(request)
    return edited(
        request,
        agreement,
        _("Add a party"),
        form,
        lambda: agreements.add_party(agreement, by=by, **form.values),
        part="parties",
        submit=_("Add"),
    )


def party(request: HttpRequest, by: Principal, code: str, pk: int) -> Answer:
    """All that is recorded of a party."""
    agreement = agreement_for(by, code)
    row = get_object_or_404(agreement.parties, pk=pk)
    form = PartyForm(request, row=row)
    return edited(
        request,
        agreement,
        row.actor.title,
        form,
        lambda: agreements.revise_party(row, by=by, version=form.version, **form.values),
        part="parties",
    )


def approve(request: HttpRequest, by: Principal, code: str, pk: int) -> Answer:
    """The approval of a party."""
    agreement = agreement_for(by, code)
    row = get_object_or_404(agreement.parties, pk=pk)
    form = ApprovalForm(request, row=row)
    return edited(
        request,
        agreement,
        _("Approval by %(actor)s") % {"actor": row.actor.title},
        form,
        lambda: agreements.approve_as_party(row, by=by, version=form.version, **form.values),
        part="parties",
        submit=_("Record the approval"),
    )


def remove_party(request: HttpRequest, by: Principal, code: str, pk: int) -> Answer:
    """The button that takes a party out."""
    agreement = agreement_for(by, code)
    row = get_object_or_404(agreement.parties, pk=pk)
    return edited(
        request,
        agreement,
        _("Take out %(what)s") % {"what": row.actor.title},
        RemoveForm(request),
        lambda: agreements.remove_party(row, by=by),
        part="parties",
        submit=_("Take out"),
    )


def add_resource(request: HttpRequest, by: Principal, code: str) -> Answer:
    """Money that it brings."""
    agreement = agreement_for(by, code)
    form = ResourceForm(request)
    return edited(
        request,
        agreement,
        _("Add money"),
        form,
        lambda: agreements.add_resource(agreement, by=by, **form.values),
        part="resources",
        submit=_("Add"),
    )


def remove_resource(request: HttpRequest, by: Principal, code: str, pk: int) -> Answer:
    """The button that takes money out that was recorded by mistake."""
    agreement = agreement_for(by, code)
    row = get_object_or_404(agreement.resources, pk=pk)
    return edited(
        request,
        agreement,
        _("Take out %(what)s") % {"what": row.source},
        RemoveForm(request),
        lambda: agreements.remove_resource(row, by=by),
        part="resources",
        submit=_("Take out"),
    )


def add_meeting(request: HttpRequest, by: Principal, code: str) -> Answer:
    """A meeting, held or called."""
    agreement = agreement_for(by, code)
    form = MeetingForm(request)
    return edited(
        request,
        agreement,
        _("Add a meeting"),
        form,
        lambda: agreements.add_meeting(agreement, by=by, **form.values),
        part="meetings",
        submit=_("Add"),
    )


def meeting(request: HttpRequest, by: Principal, code: str, pk: int) -> Answer:
    """What is recorded of a meeting."""
    agreement = agreement_for(by, code)
    row = get_object_or_404(agreement.meetings, pk=pk)
    form = MeetingForm(request, row=row)
    return edited(
        request,
        agreement,
        row.subject,
        form,
        lambda: agreements.revise_meeting(row, by=by, version=form.version, **form.values),
        part="meetings",
    )


def amend(request: HttpRequest, by: Principal, code: str) -> Answer:
    """What changed it after it was signed."""
    agreement = agreement_for(by, code)
    form = AmendForm(request, row=agreement, initial={"ends_on": None, "kind": "", "text": ""})
    return edited(
        request,
        agreement,
        _("Record a change"),
        form,
        lambda: agreements.amend(agreement, by=by, version=form.version, **form.values),
        part="amendments",
        submit=_("Record it"),
    )
