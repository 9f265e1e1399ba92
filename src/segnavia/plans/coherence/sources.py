"""Checks on what the plan rests on: facts that pages must mark, told once a file and not once a record."""

from collections.abc import Iterator

from segnavia.core.findings import Finding
from segnavia.core.provenance import Provenance
from segnavia.plans.coherence import rules
from segnavia.plans.coherence.view import View
from segnavia.plans.layout import file_of
from segnavia.plans.schema import Package, Record


def check_provenance(view: View) -> Iterator[Finding]:
    """How many records of each list are uncertain or editorial, and how many of them do not say why."""
    for key, records in _lists(view.package):
        place, total = f"{file_of(key)} ({key})" if file_of(key).endswith("yaml") else file_of(key), len(records)
        for provenance, rule in (
            (Provenance.UNCERTAIN, rules.UNCERTAIN_FACTS),
            (Provenance.EDITORIAL, rules.EDITORIAL_FACTS),
        ):
            count = sum(record.provenance is provenance for record in records)
            if count:
                yield rule.at(place, count=count, total=total)
        unexplained = [record for record in records if not _is_explained(record)]
        if unexplained:
            yield rules.PROVENANCE_UNEXPLAINED.at(place, count=len(unexplained), example=_name(unexplained[0]))


def check_pictures(view: View) -> Iterator[Finding]:
    """How many passages of the document were pictures."""
    sections = [section for part in view.package.parts for section in part.sections]
    count = sum(section.medium == "picture" for section in sections)
    if count:
        yield rules.PICTURES.at(file_of("parts"), count=count, total=len(sections))


def _lists(package: Package) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """The lists of the package by key, the sections of its parts as one of them."""
    for key in type(package).model_fields:
        records = getattr(package, key)
        if isinstance(records, tuple):
            sections = [section for part in package.parts for section in part.sections] if key == "parts" else []
            yield key, (*records, *sections)


def _is_explained(record: Record) -> bool:
    """Whether a fact needs no note, has one, or gives its reason anyway, as judgements do."""
    return record.provenance is Provenance.SOURCE or bool(record.note) or hasattr(record, "reason")


def _name(record: Record) -> str:
    return str(getattr(record, "code", "") or getattr(record, "title", ""))
