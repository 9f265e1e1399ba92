"""Who may write each table: the one module of `segnavia.actions`. A test sweeps the models and the source."""

PLANS = "segnavia.actions.plans"

WRITERS: dict[str, str] = dict.fromkeys(
    (
        "AgendaEntry",
        "Assignment",
        "Component",
        "CrosswalkLink",
        "Direction",
        "Driver",
        "Edition",
        "FrozenText",
        "Keyword",
        "KeywordMission",
        "Level",
        "Mission",
        "Municipality",
        "Objective",
        "Part",
        "Plan",
        "ReformTrack",
        "Section",
        "Submeasure",
        "Zone",
    ),
    PLANS,
)
