"""A small plan with nothing to say against it, from which the tests make the others."""

from pathlib import Path
from typing import Any

from segnavia.plans.schema import ActRecord, Package
from segnavia.plans.writer import files_of

SOURCE = {"provenance": "source"}
BOTH = ["metropolitan_city", "municipalities"]


def record(code: str, title: str, **fields: Any) -> dict[str, Any]:
    return {"code": code, "title": title, **SOURCE, **fields}


def objective(code: str, title: str, directions: list[str] | None = None, **fields: Any) -> dict[str, Any]:
    return record(code, title, directions=BOTH if directions is None else directions, **fields)


def combines(driver: str, objective: str, reason: str = "") -> dict[str, Any]:
    return {"driver": driver, "objective": objective, "reason": reason or f"{objective} in {driver}", **SOURCE}


def serves(
    submeasure: str, objective: str | None, share: str | None, reason: str = "", note: str = ""
) -> dict[str, Any]:
    reason = reason or f"{submeasure} per {objective}"
    return {"submeasure": submeasure, "objective": objective, "share": share, "reason": reason, "note": note, **SOURCE}


SECTION = {"title": "Premessa", "medium": "text", "text": "Uno\n\ndue", **SOURCE}

SOUND: dict[str, Any] = {
    "plan": {
        "code": "prova-2022-2024",
        "title": "Piano di prova",
        "short_title": "Prova",
        "body": "Città metropolitana di Prova",
        "territory": "015",
        "period": {"start": 2022, "end": 2024},
        **SOURCE,
    },
    "parts": [
        record("01", "Piano", sections=[{"title": "Premessa", "medium": "text", "text": "Uno\n\ndue", **SOURCE}])
    ],
    "levels": [record("L1", "Il territorio")],
    "directions": [record("metropolitan_city", "Città metropolitana"), record("municipalities", "Comuni")],
    "reform_tracks": [record("R1", "Autonomia finanziaria", state="work_in_progress")],
    "keywords": [record("K1", "Sostenibilità", missions=["M1", "M2"])],
    "missions": [record("M1", "Digitalizzazione"), record("M2", "Rivoluzione verde")],
    "components": [record("M1C1", "PA digitale", directions=BOTH), record("M2C1", "Energia", directions=BOTH)],
    "objectives": [
        objective("M1.01", "Servizi digitali ai cittadini"),
        objective("M1.02", "Archivi aperti, ordinati e accessibili"),
        objective("M2.01", "Scuole che consumano meno energia"),
    ],
    "drivers": [
        record("D01", "Campus", subtitle="Servizi innovativi", summary="Mette in comune i servizi."),
        record("D02", "Verde e blu", subtitle="Tutela dell'ambiente", summary="Tutela i parchi."),
    ],
    "agenda": [
        combines("D01", "M1.01"),
        combines("D01", "M2.01"),
        combines("D02", "M1.02"),
        combines("D02", "M2.01"),
    ],
    "zones": [record("adda", "Adda")],
    "municipalities": [record("015001", "Abbiategrasso", zone="adda")],
    "submeasures": [
        record("M1C1I1.01.00", "Infrastrutture digitali"),
        record("M1C1I1.02.00", "Cloud"),
        record("M2C1I1.01.00", "Scuole"),
    ],
    "crosswalk": [
        serves("M1C1I1.01.00", "M1.01", "1/2"),
        serves("M1C1I1.01.00", "M1.02", "1/2"),
        serves("M1C1I1.02.00", None, None),
        serves("M2C1I1.01.00", "M2.01", "1"),
    ],
}

# What was done with the sound plan before it came here.
HISTORY = tuple(
    ActRecord.model_validate({"step": step, "body": "Consiglio", "dated": dated, "provenance": "source"})
    for step, dated in (("adoption", "2022-03-22"), ("approval", "2022-06"), ("entry_into_force", "2022-06"))
)


def package(**changes: Any) -> Package:
    """The sound plan with some of its lists replaced."""
    return Package.model_validate({**SOUND, **changes})


def write_sound(folder: Path) -> Path:
    """The sound plan's files, in a folder."""
    folder.mkdir(exist_ok=True)
    for name, content in files_of(package(), HISTORY).items():
        (folder / name).write_bytes(content)
    return folder
