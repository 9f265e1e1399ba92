"""An agreement itself: proposed, described, moved on, signed."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from segnavia.actions.agreement_values import (
    changes,
    check,
    check_elements,
    linked_problem,
    plain,
    plain_all,
    refuse,
    replaced,
)
from segnavia.actions.agreements.shared import locked, today
from segnavia.actions.writing import Change, Refused, action
from segnavia.core.agreement_rules import Special, problems_in
from segnavia.core.agreements import RESERVED_CODES, TYPES, AgreementType
from segnavia.core.codes import SLUG, is_code
from segnavia.core.lifecycle import AGREEMENT_MOVES, AgreementState, may_follow
from segnavia.core.permissions import Principal
from segnavia.registry.agreements import facts_of, kept_special
from segnavia.registry.models import Agreement, AgreementCode, AgreementElement, Plan


@action()
def add(plan: Plan, *, by: Principal, title: str, type: str, code: str = "", **values: Any) -> Change[Agreement]:  # noqa: A002 - the field's word
    """Add a proposed agreement. Where they are not said, its code is made of its title, its legal basis its type's."""
    values = plain_all(values)
    values["legal_basis"] = values.get("legal_basis") or TYPES[AgreementType(type)].legal_basis
    code = plain(code)
    if code in RESERVED_CODES:
        raise Refused(code=_("This word is an address of its own: take another code."))
    if code and not is_code(SLUG, code):
        raise Refused(code=_("A code is made of small letters, digits and hyphens."))
    agreement = Agreement(plan=plan, code=code or _free_code(plan, title), title=plain(title), type=type, **values)
    check(agreement)
    agreement.save()
    return Change(agreement, subject=agreement, details={"code": agreement.code, "type": type, **values})


@action()
def revise(
    agreement: Agreement,
    *,
    by: Principal,
    version: int,
    special: Mapping[str, Special] | None = None,
    elements: Collection[str] | None = None,
    linked_codes: Collection[tuple[str, str]] | None = None,
    **values: Any,
) -> Change[Agreement]:
    """Change fields of an agreement, and what it serves and is about, each as a whole where it is given.

    Its code stays: it stands in addresses and in files. A new type drops the special fields that it does not have.
    """
    row = locked(agreement)
    values = plain_all(values)
    if special is not None:
        values["special"] = kept_special({**row.special, **plain_all(special)})
    if "type" in values and values["type"] != row.type:
        kept = values.get("special", row.special)
        names = {each.name for each in TYPES[AgreementType(values["type"])].special}
        values["special"] = {name: value for name, value in kept.items() if name in names}
    if not values.get("legal_basis", row.legal_basis):
        values["legal_basis"] = TYPES[AgreementType(values.get("type", row.type))].legal_basis
    changed = changes(row, values)
    if elements is not None:
        changed |= _lists_change("elements", {each.element for each in row.elements.all()}, set(elements))
        check_elements(row.plan, elements, {each.element for each in row.elements.all()})
    if linked_codes is not None:
        before = {(each.kind, each.code) for each in row.linked_codes.all()}
        changed |= _lists_change("linked_codes", before, set(linked_codes))
        problems = [text for pair in linked_codes if (text := linked_problem(*pair))]
        if problems:
            raise Refused(linked_codes=" ".join(problems))
    if not changed:
        return Change(row, subject=row, details=None)
    candidate = replaced(row, values)
    refuse(problems_in(AgreementState(row.state), facts_of(candidate), today()))
    check(candidate)
    row.revise(version, **values)
    if "elements" in changed and elements is not None:
        row.elements.exclude(element__in=elements).delete()
        wanted = set(elements) - {each.element for each in row.elements.all()}
        AgreementElement.objects.bulk_create(AgreementElement(agreement=row, element=each) for each in sorted(wanted))
    if "linked_codes" in changed and linked_codes is not None:
        row.linked_codes.all().delete()
        AgreementCode.objects.bulk_create(
            AgreementCode(agreement=row, kind=kind, code=code) for kind, code in sorted(set(linked_codes))
        )
    return Change(row, subject=row, details=changed)


@action()
def advance(agreement: Agreement, *, by: Principal, version: int, to: str) -> Change[Agreement]:
    """Move an agreement to its next state, or back. Refuses with what is missing, each at its field."""
    row = locked(agreement)
    state, after = AgreementState(row.state), AgreementState(to)
    if not may_follow(AGREEMENT_MOVES, state, after):
        raise Refused(to=_("From where it stands, an agreement cannot move there."))
    if after is AgreementState.SIGNED:
        raise Refused(to=_("The signature is recorded by the head of the plan, with its day and kind."))
    if state is AgreementState.EXPIRED:
        raise Refused(to=_("What has expired comes back into force by a renewal: record it among the amendments."))
    refuse(problems_in(after, facts_of(row), today()))
    row.revise(version, state=after.value)
    return Change(row, subject=row, details={"state": [state.value, after.value]})


@action()
def sign(agreement: Agreement, *, by: Principal, version: int, **values: Any) -> Change[Agreement]:
    """Record the signature of an agreement that every party has approved: day, kind, protocol, publication."""
    row = locked(agreement)
    state = AgreementState(row.state)
    if not may_follow(AGREEMENT_MOVES, state, AgreementState.SIGNED):
        raise Refused(_("Only an agreement that each of its parties has approved can be signed."))
    values = plain_all(values)
    candidate = replaced(row, values)
    refuse(problems_in(AgreementState.SIGNED, facts_of(candidate), today()))
    check(candidate)
    row.revise(version, state=AgreementState.SIGNED.value, **values)
    return Change(row, subject=row, details={"state": [state.value, "signed"], **values})


def _free_code(plan: Plan, title: str) -> str:
    """A code from the title that no agreement of the plan has yet, and that no address of its own has."""
    stem = slugify(title)[:90].strip("-") or "intesa"
    taken = set(plan.agreements.filter(code__startswith=stem).values_list("code", flat=True)) | RESERVED_CODES
    return next(code for code in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if code not in taken)


def _lists_change(name: str, before: set[Any], after: set[Any]) -> dict[str, list[Any]]:
    return {} if before == after else {name: [sorted(before), sorted(after)]}
