"""The registry's tables. Only `segnavia.actions` writes them; `registry/writers.py` says which module writes which."""

from segnavia.registry.models.agenda import AgendaEntry, Driver, ReformTrack
from segnavia.registry.models.agreements import (
    Agreement,
    AgreementCode,
    AgreementElement,
    Amendment,
    Commitment,
    Meeting,
    Party,
    Resource,
)
from segnavia.registry.models.audit import AuditEvent, AuditHead
from segnavia.registry.models.crosswalk import CrosswalkLink, Submeasure
from segnavia.registry.models.document import Level, Part, Section
from segnavia.registry.models.documents import Document
from segnavia.registry.models.editions import Act, Edition, FrozenText, Observation, ObservationChange, Plan
from segnavia.registry.models.grids import Component, Direction, Keyword, KeywordMission, Mark, Mission, Objective
from segnavia.registry.models.links import ProjectLink, RefusedProposal
from segnavia.registry.models.mail import Digest, Mail
from segnavia.registry.models.people import Actor, Grant, User
from segnavia.registry.models.rounds import Case, CaseLetter, Inquiry, InquiryLine, Round
from segnavia.registry.models.subscriptions import NewsItem, Subscriber, Subscription
from segnavia.registry.models.tasks import Assignment, FirstMove, Reform, ReformStep
from segnavia.registry.models.territory import Municipality, Zone
from segnavia.registry.models.versions import Conflict, Versioned

__all__ = [
    "Act",
    "Actor",
    "AgendaEntry",
    "Agreement",
    "AgreementCode",
    "AgreementElement",
    "Amendment",
    "Assignment",
    "AuditEvent",
    "AuditHead",
    "Case",
    "CaseLetter",
    "Commitment",
    "Component",
    "Conflict",
    "CrosswalkLink",
    "Digest",
    "Direction",
    "Document",
    "Driver",
    "Edition",
    "FirstMove",
    "FrozenText",
    "Grant",
    "Inquiry",
    "InquiryLine",
    "Keyword",
    "KeywordMission",
    "Level",
    "Mail",
    "Mark",
    "Meeting",
    "Mission",
    "Municipality",
    "NewsItem",
    "Objective",
    "Observation",
    "ObservationChange",
    "Part",
    "Party",
    "Plan",
    "ProjectLink",
    "Reform",
    "ReformStep",
    "ReformTrack",
    "RefusedProposal",
    "Resource",
    "Round",
    "Section",
    "Submeasure",
    "Subscriber",
    "Subscription",
    "User",
    "Versioned",
    "Zone",
]
