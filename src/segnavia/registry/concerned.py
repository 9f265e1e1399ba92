"""Whom a row concerns: the actors whose referents may see it and, where the table of permissions says so, write it."""

from django.db import models

from segnavia.registry.models import (
    Actor,
    Agreement,
    Amendment,
    Assignment,
    Case,
    CaseLetter,
    Commitment,
    Document,
    FirstMove,
    Inquiry,
    InquiryLine,
    Meeting,
    Observation,
    ReformStep,
)


def actors_concerned(row: models.Model) -> frozenset[str]:
    """The codes of the actors that a row concerns; none for a row that is the planning office's alone."""
    match row:
        case Actor():
            found = {row.code}
        case Commitment(actor=actor) | Case(actor=actor) | Inquiry(actor=actor) | Observation(actor=actor):
            found = {actor.code} if actor else set()
        case Assignment(owner=owner) | FirstMove(owner=owner) | ReformStep(owner=owner):
            found = {owner.code} if owner else set()
        case Agreement():
            found = {party.actor.code for party in row.parties.select_related("actor")}
        case Document():
            found = {code for holder in holders_of(row) for code in actors_concerned(holder)}
        case _:
            above = _above(row)
            found = set(actors_concerned(above)) if above else set()
    return frozenset(found)


def _above(row: models.Model) -> models.Model | None:
    """The row that a row belongs to, where that is what tells whom it concerns."""
    match row:
        case InquiryLine():
            return row.inquiry
        case CaseLetter():
            return row.case
        case Meeting() | Amendment():
            return row.agreement
        case _:
            return None


def holders_of(document: Document) -> list[models.Model]:
    """The rows that a document is attached to."""
    holders: list[models.Model] = []
    for relation in Document._meta.related_objects:
        accessor = relation.get_accessor_name()
        if accessor:
            holders += getattr(document, accessor).all()
    return holders
