"""Which module of `segnavia.actions` may write each table. A test sweeps the models and the source.

Rows that belong to a row, such as the parties of an agreement, are written by the module of that row.
"""

_BY_MODULE: dict[str, tuple[str, ...]] = {
    "editions": ("Plan", "Edition", "FrozenText"),
    "rows": (
        "AgendaEntry",
        "Component",
        "CrosswalkLink",
        "Direction",
        "Driver",
        "Keyword",
        "KeywordMission",
        "Level",
        "Mark",
        "Mission",
        "Municipality",
        "Objective",
        "Part",
        "ReformTrack",
        "Section",
        "Submeasure",
        "Zone",
    ),
    "acts": ("Act",),
    "observations": ("Observation", "ObservationChange"),
    "chain": ("AuditEvent", "AuditHead"),
    "documents": ("Document",),
    "people": ("User", "Grant"),
    "actors": ("Actor",),
    "agreements": (
        "Agreement",
        "AgreementCode",
        "AgreementElement",
        "Amendment",
        "Meeting",
        "Party",
        "Resource",
    ),
    "commitments": ("Commitment",),
    "assignments": ("Assignment",),
    "first_moves": ("FirstMove",),
    "reforms": ("Reform", "ReformStep"),
    "rounds": ("Round", "Inquiry"),
    "answers": ("InquiryLine",),
    "cases": ("Case", "CaseLetter"),
    "links": ("ProjectLink", "RefusedProposal"),
    "mail": ("Mail",),
    "reminders": ("Digest",),
    "subscriptions": ("Subscriber", "Subscription", "NewsItem"),
}

WRITERS: dict[str, str] = {
    table: f"segnavia.actions.{module}" for module, tables in _BY_MODULE.items() for table in tables
}

# Where a second module writes some columns of a row: a referent's answers note that an inquiry was opened and sent.
ALSO_WRITTEN_BY: dict[str, str] = {"Inquiry": "segnavia.actions.answers"}
