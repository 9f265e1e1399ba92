"""What the desk's templates ask: who may do what, the rooms of the menu, how a field is laid out."""

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template import Context

from segnavia.core.permissions import Principal, may
from segnavia.desk import kept
from segnavia.desk.accounts.entrance import principal_of
from segnavia.desk.forms import problems_of
from segnavia.desk.navigation import Room, rooms

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_person(context: Context) -> Principal | None:
    """Who has logged in, on pages of the desk as on those of the login; nobody on a page that knows no session."""
    return principal_of(context["request"]) if hasattr(context["request"], "user") else None


@register.simple_tag(takes_context=True)
def desk_rooms(context: Context) -> list[Room]:
    """The desk's menu for the person before it; none for others."""
    by = desk_person(context)
    return rooms(context["request"].path, by) if by else []


@register.simple_tag(takes_context=True, name="may")
def may_tag(context: Context, key: str, *actors: str) -> bool:
    """Whether the person may do it, to what concerns these actors: `{% may "agreements.add" as can_add %}`."""
    by = desk_person(context)
    return by is not None and may(by, key, actors or None)


@register.simple_tag(takes_context=True)
def kept_texts(context: Context) -> list[str]:
    """The addresses where texts of an ended session wait for this person."""
    return kept.waiting(context["request"]) if desk_person(context) else []


@register.simple_tag(takes_context=True)
def typist(context: Context) -> str:
    """Who a form is made for, signed: for forms that are written by hand, as `<input type="hidden" name="typist">`."""
    return kept.typist_for(context["request"])


@register.filter
def kind(field: BoundField) -> str:
    """How a field is laid out: `check`, `group` or `line`."""
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        return "check"
    return "group" if isinstance(widget, RadioSelect | CheckboxSelectMultiple) else "line"


@register.filter
def problems(form: BaseForm) -> list[tuple[str, str, str]]:
    """Every error of a form, for the list above it."""
    return problems_of(form) if form.is_bound else []


@register.filter
def unprompted(field: BoundField) -> BoundField:
    """The field without the grey words that some forms put into the empty input: its label says the same, and stays."""
    field.field.widget.attrs.pop("placeholder", None)
    return field
