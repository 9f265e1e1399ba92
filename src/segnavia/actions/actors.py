"""Actors: the bodies and organisations that the plan asks something of."""

import re
from collections.abc import Iterable
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from stdnum.it import iva

from segnavia.actions.writing import Change, Refused, action
from segnavia.core.bodies import DIRECTION_OF, BodyKind
from segnavia.core.codes import MUNICIPALITY, SLUG, is_code
from segnavia.core.permissions import Principal
from segnavia.registry.models import Actor

LONGEST_TITLE = 300  # as many characters as the desk's form takes
# An actor's data are of one line each; PostgreSQL keeps no NUL, and no database half a character.
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@action()
def add(*, by: Principal, title: str, kind: str, **values: str) -> Change[Actor]:
    """Add an actor; its code is made of its title, its direction follows from its kind unless `direction` says it."""
    if kind not in list(BodyKind):
        raise Refused(kind=_("Choose a kind of body."))
    values.setdefault("direction", DIRECTION_OF[BodyKind(kind)].value)
    values = {name: value.strip() for name, value in values.items()}
    code = values.pop("code", "") or _free_code(title)
    actor = Actor(code=code, title=title.strip(), kind=kind, **values)
    _check(actor)
    actor.save()
    return Change(actor, subject=actor, details=_details(actor))


@action()
def revise(actor: Actor, *, by: Principal, version: int, **values: str) -> Change[Actor]:
    """Change an actor's data. Its code stays: it stands in addresses and in files."""
    values = {name: value.strip() for name, value in values.items()}
    before = {name: getattr(actor, name) for name in values}
    if before == values:
        return Change(actor, subject=actor, details=None)
    trial = copy(actor)  # a refused value must not stand in the caller's row
    for name, value in values.items():
        setattr(trial, name, value)
    _check(trial)
    actor.revise(version, **values)
    changed = {name: [before[name], value] for name, value in values.items() if before[name] != value}
    return Change(actor, subject=actor, details=changed)


@action()
def seed(body: str, municipalities: Iterable[tuple[str, str]], *, by: Principal) -> Change[list[Actor]]:
    """Add the plan's own body and its municipalities, given as (ISTAT code, title), where they are not there yet."""
    known = set(Actor.objects.exclude(municipality="").values_list("municipality", flat=True))
    added = []
    if body and not Actor.objects.filter(kind=BodyKind.METROPOLITAN_CITY).exists():
        added.append(_new(body, BodyKind.METROPOLITAN_CITY))
    for code, title in municipalities:
        if code not in known:
            added.append(_new(f"Comune di {title}", BodyKind.MUNICIPALITY, municipality=code))
    details = {"added": [actor.code for actor in added]} if added else None
    return Change(added, subject=("actors", "actors"), details=details)


def _new(title: str, kind: BodyKind, **values: str) -> Actor:
    return Actor.objects.create(
        code=_free_code(title), title=title, kind=kind, direction=DIRECTION_OF[kind].value, **values
    )


def _free_code(title: str) -> str:
    """A code from the title that no actor has yet."""
    stem = slugify(title.replace("_", " "))[:90].strip("-") or "attore"
    taken = set(Actor.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if code not in taken)


def _check(actor: Actor) -> None:
    """Raises `Refused` with what is wrong at each field."""
    problems = {
        field.name: _("A control character stands in this text: type it anew.")
        for field in actor._meta.concrete_fields
        if isinstance(value := getattr(actor, field.attname), str) and _UNWRITABLE.search(value)
    }
    if len(actor.title) > LONGEST_TITLE:
        problems["title"] = _("A name has %(most)s characters at most.") % {"most": LONGEST_TITLE}
    if len(actor.tax_code) == 16:
        problems["tax_code"] = _("Sixteen characters are a person's tax code: no person's code is kept here.")
    elif actor.tax_code and not (is_code(r"\d{11}", actor.tax_code) and iva.is_valid(actor.tax_code)):
        problems["tax_code"] = _("A body's tax code has eleven digits, of which the last one checks the others.")
    if actor.municipality and not is_code(MUNICIPALITY, actor.municipality):
        problems["municipality"] = _("An ISTAT code has six digits.")
    if not is_code(SLUG, actor.code):
        problems["code"] = _("A code has small letters, digits and hyphens only.")
    taken = {
        "tax_code": _("This tax code is of an actor already: %(actor)s."),
        "municipality": _("This municipality is an actor already: %(actor)s."),
    }
    for field, text in taken.items():
        value = getattr(actor, field)
        other = Actor.objects.filter(**{field: value}).exclude(pk=actor.pk).first() if value and not problems else None
        if other is not None:
            problems[field] = text % {"actor": other.title}
    try:
        actor.full_clean(exclude=set(problems))
    except ValidationError as error:
        problems |= {field: " ".join(texts) for field, texts in error.message_dict.items()}
    if problems:
        raise Refused(problems.pop("__all__", ""), **problems)


def _details(actor: Actor) -> dict[str, Any]:
    names = ("code", "title", "kind", "direction", "municipality", "tax_code", "ipa_code", "office_email")
    return {name: getattr(actor, name) for name in names}
