"""Which list of a package stands in which file: the one table that reader, writer and documentation share."""

from dataclasses import dataclass

from segnavia.plans import schema
from segnavia.plans.schema import Package, Record

NOTHING = "none"  # how a cell of `crosswalk.csv` says that a sub-measure serves no objective


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file that holds one list of the package, a record a row."""

    file: str
    key: str
    model: type[Record]

    @property
    def columns(self) -> tuple[str, ...]:
        """The header."""
        return fields_of(self.model)


def fields_of(model: type[Record]) -> tuple[str, ...]:
    """The fields of a record in the order of writing: those of its own first, `provenance` and `note` last."""
    inherited = tuple(Record.model_fields)
    return (*(name for name in model.model_fields if name not in inherited), *inherited)


# The keys of each YAML file, in the order of writing, with the model of the records they list (none: a plain text).
DOCUMENTS: dict[str, dict[str, type[Record] | None]] = {
    "plan.yaml": {
        "format": None,
        "plan": schema.Header,
        "parts": schema.Part,
        "levels": schema.Level,
        "directions": schema.DirectionRecord,
        "reform_tracks": schema.ReformTrack,
    },
    "grids.yaml": {"keywords": schema.Keyword, "missions": schema.Mission, "components": schema.Component},
    "agenda.yaml": {"drivers": schema.Driver},
    "territory.yaml": {"zones": schema.Zone},
}

# What is told beside the plan, and is no part of its text.
HISTORY = "history.yaml"
BESIDE: dict[str, dict[str, type[Record] | None]] = {HISTORY: {"acts": schema.ActRecord}}

TABLES: tuple[Table, ...] = (
    Table("objectives.csv", "objectives", schema.Objective),
    Table("agenda.csv", "agenda", schema.AgendaEntry),
    Table("municipalities.csv", "municipalities", schema.Municipality),
    Table("submeasures.csv", "submeasures", schema.Submeasure),
    Table("crosswalk.csv", "crosswalk", schema.CrosswalkEntry),
)

FILES: tuple[str, ...] = (*DOCUMENTS, *(table.file for table in TABLES), *BESIDE)


def is_required(key: str) -> bool:
    """Whether a package must say this key; the others may be left out, and their file with them."""
    return key == "format" or (key in Package.model_fields and Package.model_fields[key].is_required())


def keys_of(file: str) -> tuple[str, ...]:
    """The keys of the package that stand in a file."""
    if file in DOCUMENTS | BESIDE:
        return tuple((DOCUMENTS | BESIDE)[file])
    return tuple(table.key for table in TABLES if table.file == file)


def file_of(key: str) -> str:
    """The file in which a key of the package stands."""
    return next(file for file in FILES if key in keys_of(file))


def model_of(key: str) -> type[Record]:
    """The model of the records that a list of the package holds."""
    models: dict[str, type[Record] | None] = {table.key: table.model for table in TABLES}
    for keys in (DOCUMENTS | BESIDE).values():
        models.update(keys)
    model = models[key]
    if model is None:
        raise KeyError(key)
    return model
