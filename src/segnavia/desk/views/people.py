"""Who may log in, and with which roles: the list, the invitation, one person."""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from segnavia.actions import people
from segnavia.core.permissions import Principal, Role
from segnavia.desk.forms import DeskForm
from segnavia.desk.pages import Crumb, Page, saved
from segnavia.registry.models import Actor, User

ROLES = {
    Role.ADMINISTRATOR: gettext_lazy("Administrator: people and their roles"),
    Role.PLANNER: gettext_lazy("Planning office: writes the plan and keeps it true"),
    Role.APPROVER: gettext_lazy("Head of the plan: records its legal acts, signs"),
    Role.REFERENT: gettext_lazy("Referent"),
    Role.AUDITOR: gettext_lazy("Auditor: reads all, writes nothing"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A person in the list."""

    person: User
    roles: list[str]
    state: str


class PersonForm(DeskForm):
    """Who a person is, and what they may do."""

    email = forms.EmailField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("It is the name to log in with, and where mail goes."),
        error_messages={"invalid": gettext_lazy("Write an address such as name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        required=False,
        help_text=gettext_lazy("At least one, or an actor below."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, title) for role, title in ROLES.items() if role is not Role.REFERENT],
    )
    actors = forms.MultipleChoiceField(
        label=gettext_lazy("Referent of"),
        required=False,
        help_text=gettext_lazy("Sees what is asked of these actors, and answers for them."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    @classmethod
    def values_of(cls, row: Model) -> dict[str, Any]:
        """A person's values, with the grants as the two fields."""
        grants = list(row.grants.select_related("actor")) if isinstance(row, User) and row.pk else []
        return {
            **super().values_of(row),
            "roles": sorted(grant.role for grant in grants if not grant.actor),
            "actors": sorted(grant.actor.code for grant in grants if grant.actor),
        }

    def clean(self) -> dict[str, Any]:
        """At least one role, of either kind; in the order in which they are compared."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("roles", "actors"):
            cleaned[name] = sorted(cleaned.get(name) or [])
        if not self.errors and not cleaned["roles"] and not cleaned["actors"]:
            self.add_error("roles", _("Choose at least one role."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take."""
        roles, actors = self.cleaned_data["roles"], self.cleaned_data["actors"]
        return {
            "email": self.cleaned_data["email"],
            "name": self.cleaned_data["name"],
            "grants": [*((Role(role), "") for role in roles), *((Role.REFERENT, code) for code in actors)],
        }


class Again(DeskForm):
    """The button that invites a person again."""


class Deactivation(DeskForm):
    """The button that shuts a person out."""


class Reactivation(DeskForm):
    """The button that lets a person in again."""


def index(_request: HttpRequest, _by: Principal) -> Page:
    """Everybody who can log in, or could."""
    found = User.objects.prefetch_related("grants__actor")
    rows = [Row(person, roles_of(person), state_of(person)) for person in found]
    active = sum(row.person.is_active for row in rows)
    return Page("desk/people/list.html", _("People"), context={"rows": rows, "active": active})


def invite(request: HttpRequest, by: Principal) -> Page | HttpResponse:
    """A form for somebody new."""
    form = PersonForm(request, choices={"actors": _actors()})
    if saved(request, form, lambda: people.invite(by=by, **form.values), _("The invitation is on its way.")):
        return redirect("desk:people")
    crumbs = (Crumb(_("People"), reverse("desk:people")),)
    return Page("desk/people/invite.html", _("Invite somebody"), crumbs, {"form": form})


def detail(request: HttpRequest, by: Principal, pk: int) -> Page | HttpResponse:
    """One person: what they may do, and buttons for their access."""
    person = get_object_or_404(User, pk=pk)
    form = PersonForm(request, row=person, choices={"actors": _actors()})
    again, out, back = Again(request, row=person), Deactivation(request, row=person), Reactivation(request, row=person)
    done = (
        saved(request, form, lambda: people.revise(person, by=by, version=form.version, **form.values))
        or saved(
            request,
            again,
            lambda: people.invite_again(person, by=by, version=again.version),
            _("The invitation is on its way."),
        )
        or saved(
            request,
            out,
            lambda: people.deactivate(person, by=by, version=out.version),
            _("The account is deactivated."),
        )
        or saved(
            request,
            back,
            lambda: people.reactivate(person, by=by, version=back.version),
            _("The account is active again."),
        )
    )
    if done:
        return redirect("desk:person", pk)
    context = {
        "person": person,
        "roles": roles_of(person),
        "state": state_of(person),
        "second_factor": is_mfa_enabled(person),
        "form": form,
        "again": again,
        "deactivation": out,
        "reactivation": back,
    }
    return Page("desk/people/person.html", person.name, (Crumb(_("People"), reverse("desk:people")),), context)


def account(_request: HttpRequest, by: Principal) -> Page:
    """One's own account."""
    person = User.objects.get(pk=by.key.removeprefix("user:"))
    return Page("desk/account.html", _("Your account"), context={"person": person, "roles": roles_of(person)})


def roles_of(person: User) -> list[str]:
    """What a person may do, in words."""
    return sorted(
        _("Referent of {actor}").format(actor=grant.actor.title) if grant.actor else str(ROLES[Role(grant.role)])
        for grant in person.grants.all()
    )


def state_of(person: User) -> str:
    """What is to be said of a person's access; nothing where it is as usual."""
    if not person.is_active:
        return _("deactivated")
    return "" if person.last_login or person.has_usable_password() else _("invited, not in yet")


def _actors() -> list[tuple[str, str]]:
    return list(Actor.objects.values_list("code", "title"))
