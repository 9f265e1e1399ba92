"""What the checks say of a text at work, each with its remedy and a link to the record that it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from segnavia.core.findings import Finding
from segnavia.desk.plan.tree import parent_of, url_of
from segnavia.desk.plan.work import Work, elements_by_code
from segnavia.plans.consistency import problems_of


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding in the reader's language; `url` leads to the record, where it is about one."""

    code: str
    severity: str
    title: str
    message: str
    remedy: str
    place: str
    url: str


def noted(work: Work) -> list[Noted]:
    """Every finding on the text's sense, the gravest first."""
    by_code = dict(elements_by_code(work))
    return [_said(each, each.place, by_code.get(each.place, "")) for each in work.findings]


def problems(work: Work) -> list[Noted]:
    """What keeps the text from being frozen: it does not hold together."""
    found = []
    for each in problems_of(work.package):
        key, _colon, number = each.place.partition(":")
        elements = [element for element, (other, _record) in work.records.items() if other == key]
        index = int(number) - 1 if number.isdecimal() else -1
        element = elements[index] if 0 <= index < len(elements) else ""
        found.append(_said(each, work.title_of(element) or each.place, element))
    return found


def about(work: Work, element: str, found: Iterable[Noted]) -> list[Noted]:
    """The findings about one record, or about the one that it stands under where that is a link's."""
    key, record = work.records[element]
    own = str(getattr(record, "code", ""))
    codes = {own} if own else {parent_of(key, record), str(getattr(record, "objective", ""))}
    return [each for each in found if each.place in codes]


def _said(finding: Finding, place: str, element: str) -> Noted:
    rule = finding.rule
    return Noted(
        code=rule.code,
        severity=rule.severity.value,
        title=_(rule.title),
        message=_(rule.message).format(**finding.params),
        remedy=_(rule.remedy),
        place=place,
        url=url_of(element) if element else "",
    )
