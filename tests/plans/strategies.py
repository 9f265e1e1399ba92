"""Whole packages at random, with the texts that break careless readers."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from segnavia.core.codes import DIRECTIONS
from segnavia.plans.schema import Package

AWKWARD = (
    *("1", "01", "1.5", "1e3", "0x1F", "0o7", "1_000", "12:30:45", "2022-12-31", ".inf", "true", "No", "null", "~"),
    *("- a", "? a", "a: b", "a:", "#x", "a #b", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "[a", "{a", "a, b", "]"),
    *(
        "'",
        '"',
        'dice "sì"',
        "l'obiettivo",
        "---",
        "...",
        "<<",
        "=",
        "none",
        "a;b",
        "=1+1",
        "\ufeffa",
        "a\u2028b",
        "🦉",
    ),
    *("a\nb", "a\n\n  b", "a\n---\nb", "a\r\nb", "a\tb", " a ", "a \n b", "\u00a0a", "e\u0301", "中"),
)
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t,;:#'\"")
TEXTS = st.sampled_from(AWKWARD) | st.text(_CHARACTERS, min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
NOTES = st.just("") | TEXTS
PROVENANCE = st.sampled_from(["source", "editorial", "uncertain"])


@st.composite
def records(draw: st.DrawFn, codes: list[str], *, min_size: int = 0, **fields: st.SearchStrategy[Any]) -> list[dict]:
    """Records with some of `codes`, in any order."""
    chosen = draw(st.lists(st.sampled_from(codes), unique=True, min_size=min_size, max_size=4)) if codes else []
    common = {"title": TEXTS, "provenance": PROVENANCE, "note": NOTES}
    return [{"code": code, **draw(st.fixed_dictionaries({**common, **fields}))} for code in chosen]


def some_of(items: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(items), unique=True) if items else st.just([])


def codes_of(rows: list[dict]) -> list[str]:
    return [row["code"] for row in rows]


@st.composite
def judgements(draw: st.DrawFn, submeasures: list[str], objectives: list[str]) -> list[dict]:
    rows = []
    for submeasure in submeasures:
        served: list[str | None] = [*draw(some_of(objectives))][:3] or [None]
        if len(served) == 2:
            first = draw(st.fractions(min_value=Fraction(1, 999), max_value=Fraction(998, 999), max_denominator=999))
            shares = [first, 1 - first]
        else:
            shares = [Fraction(1, len(served))] * len(served)
        for objective, share in zip(served, shares, strict=True):
            facts = draw(st.fixed_dictionaries({"reason": TEXTS, "provenance": PROVENANCE, "note": NOTES}))
            share_text = str(share) if objective else None
            rows.append({"submeasure": submeasure, "objective": objective, "share": share_text, **facts})
    return rows


@st.composite
def packages(draw: st.DrawFn) -> Package:
    """A package that hangs together."""
    directions = draw(records([str(direction) for direction in DIRECTIONS], subtitle=NOTES))
    marks = some_of(codes_of(directions))
    missions = draw(records([f"M{n}" for n in range(1, 8)]))
    mission_codes = codes_of(missions)
    objectives = draw(records([f"{m}.{n:02}" for m in mission_codes for n in (1, 2, 10)], directions=marks))
    drivers = draw(records(["D01", "D02", "D10"], subtitle=TEXTS, summary=TEXTS))
    zones = draw(records(["adda-martesana", "milano", "2", "1e3", "null"]))
    submeasures = draw(records(["M1C1I1.01.00", "M2C2I4.04.02", "M7C1R1.0A.00"]))
    dates = st.sampled_from([("", ""), ("2019-02-08", ""), ("", "2020-12-31"), ("2000-02-29", "2000-02-29")])
    municipalities = draw(records(["015001", "015146"], zone=st.sampled_from(codes_of(zones)))) if zones else []
    for municipality in municipalities:
        municipality["valid_from"], municipality["valid_to"] = draw(dates)
    pairs = [(driver, objective) for driver in codes_of(drivers) for objective in codes_of(objectives)]
    agenda = [
        {"driver": driver, "objective": objective, "reason": draw(TEXTS), "provenance": draw(PROVENANCE)}
        for driver, objective in (draw(st.lists(st.sampled_from(pairs), unique=True, max_size=4)) if pairs else [])
    ]
    section = {"title": TEXTS, "medium": st.sampled_from(["text", "picture"]), "text": NOTES}
    sections = st.lists(st.fixed_dictionaries({**section, "provenance": PROVENANCE, "note": NOTES}), max_size=2)
    header = {"title": TEXTS, "short_title": TEXTS, "body": TEXTS, "provenance": PROVENANCE, "note": NOTES}
    return Package.model_validate(
        {
            "plan": {
                **draw(st.fixed_dictionaries(header)),
                "code": draw(st.sampled_from(["prova-2022", "2022", "no"])),
                "territory": draw(st.sampled_from(["015", "001", "258"])),
                "period": {"start": 2022, "end": draw(st.integers(2022, 2100))},
                "language": draw(st.sampled_from(["it", "en"])),
            },
            "parts": draw(records(["01", "02", "08", "10"], sections=sections)),
            "levels": draw(records(["L1", "L2"], title=st.none() | TEXTS)),
            "directions": directions,
            "keywords": draw(records(["K1", "K2"], missions=some_of(mission_codes))),
            "missions": missions,
            "components": draw(records([f"{m}C{n}" for m in mission_codes for n in (1, 2)], directions=marks)),
            "objectives": objectives,
            "drivers": drivers,
            "agenda": agenda,
            "reform_tracks": draw(records(["R1", "R2"], state=st.sampled_from(["work_in_progress", "done"]))),
            "zones": zones,
            "municipalities": municipalities,
            "submeasures": submeasures,
            "crosswalk": draw(judgements(codes_of(submeasures), codes_of(objectives))),
        }
    )
