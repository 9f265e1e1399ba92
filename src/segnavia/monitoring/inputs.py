"""What the SQL files read: the lake's releases as views, the plans and the rules of `core` as small tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from segnavia.core.links import Link
from segnavia.core.states import STATE_RULES
from segnavia.lake.engine import Engine, text_literal
from segnavia.lake.releases import Release, latest, releases
from segnavia.plans.schema import Package

# The columns that the SQL files read of each dataset, with their types; one that a release lacks is NULL.
_AMOUNT = "DECIMAL(15, 2)"
_ROW = {"source_row": "UINTEGER"}
_PROJECT_KEY = _ROW | {"submeasure": "VARCHAR", "cup": "VARCHAR", "clp": "VARCHAR"}
_MONEY = dict.fromkeys(("funding_pnrr", "paid_pnrr"), _AMOUNT)
_OTHER_SOURCES = (
    *("state", "state_foi", "state_fpop", "state_budget", "eu", "region", "province", "municipality"),
    *("other_public", "private", "to_find", "pnc", "other"),
)


@dataclass(frozen=True, slots=True)
class Input:
    """A dataset as the SQL files know it: the view's name, its columns, and whether it can be done without.

    `by_project`: its rows carry a project's key, and stand behind the figures of that project. `later`: columns that
    were not read at first, and that older bulletins lack.
    """

    view: str
    dataset: str
    columns: dict[str, str]
    required: bool = False
    by_project: bool = False
    later: tuple[str, ...] = ()


def _of_project(
    view: str, dataset: str, columns: dict[str, str], *, required: bool = False, later: tuple[str, ...] = ()
) -> Input:
    extracted = {"extracted_on": "DATE"}
    every = _PROJECT_KEY | columns | _texts(*later) | extracted
    return Input(view, dataset, every, required=required, by_project=True, later=later)


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "VARCHAR")


def _dates(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, "DATE")


INPUTS: tuple[Input, ...] = (
    _of_project(
        "payments",
        "PNRR_Pagamenti_di_Progetto",
        dict.fromkeys(
            ("funding_total", "funding_pnrr", "paid_total", "paid_pnrr", *(f"paid_{s}" for s in _OTHER_SOURCES)),
            _AMOUNT,
        ),
        required=True,
    ),
    _of_project(
        "projects_release",
        "PNRR_Progetti",
        _texts("title", "body", "body_tax_code", "cup_state", "phase_title", "phase_state", "progress_state")
        | _dates("planned_start", "actual_start", "planned_end", "actual_end")
        | dict.fromkeys(("funding_total", "funding_pnrr", *(f"funding_{s}" for s in _OTHER_SOURCES)), _AMOUNT),
        later=("cup_nature", "cup_nature_title"),
    ),
    _of_project(
        "locations",
        "PNRR_Localizzazione",
        _texts("province", "province_title", "municipality", "municipality_title") | {"percentage": "DECIMAL(20, 4)"},
        required=True,
    ),
    _of_project(
        "phases",
        "PNRR_Iter_di_progetto",
        _texts("phase", "phase_title") | _dates("planned_start", "actual_start", "planned_end", "actual_end"),
    ),
    _of_project(
        "indicators",
        "PNRR_Indicatori_Target",
        _texts("indicator", "indicator_title", "unit_title")
        | {"planned": "DECIMAL(20, 4)", "achieved": "DECIMAL(20, 4)", "year": "BIGINT", "month": "INTEGER"},
    ),
    _of_project(
        "tenders",
        "PNRR_Gare",
        _texts("tender", "no_tender_reason_title", "title", "procedure_kind")
        | {"amount": _AMOUNT, "awarded_amount": _AMOUNT}
        | _dates("published_on", "awarded_on"),
    ),
    _of_project(
        "awards",
        "PNRR_Aggiudicatari_Gare",
        _texts("tender", "tax_code", "body", "role_title", "legal_form_title"),
    ),
    _of_project(
        "subcontracts",
        "PNRR_Subappaltatori_Gare",
        _texts("tender", "tax_code", "body", "role_title", "legal_form_title"),
    ),
    _of_project("subjects", "PNRR_Soggetti", _texts("role_title", "tax_code", "body", "legal_form_title")),
    Input(
        "tags",
        "PNRR_Tag_Clima_Digitale",
        _ROW | _texts("submeasure") | dict.fromkeys(("amount", "climate_amount", "digital_amount"), _AMOUNT),
    ),
    Input("goals", "PNRR_Agenda_2030", _ROW | _texts("submeasure", "prevalent", "goal", "goal_title")),
    Input(
        "milestones_planned",
        "PNRR_Milestone_Target",
        _ROW | _texts("code", "kind", "level", "title", "submeasure", "quarter") | {"year": "BIGINT"},
    ),
    Input("milestones_met", "PNRR_Milestone_Target_Attuazione", _ROW | _texts("code") | _dates("progress")),
    Input(
        "municipalities",
        "ISTAT_Comuni",
        _texts("code", "title", "province_title", "region_title") | {"population": "BIGINT", "outline": "BLOB"},
    ),
)
_WHOLE = "all_"
PAYMENTS, LOCATIONS = "PNRR_Pagamenti_di_Progetto", "PNRR_Localizzazione"


def newest(home: Path) -> dict[str, Release]:
    """The newest release of each dataset that a measurement reads, by dataset; optional ones may be missing.

    Raises `NoReleaseError` where a required one is.
    """
    found = {}
    for source in INPUTS:
        if source.required or releases(home, source.dataset):
            found[source.dataset] = latest(home, source.dataset)
    return found


def attach(engine: Engine, home: Path, used: Mapping[str, Release]) -> None:
    """Make a view of each input; one without a release is empty, so that what rests on it is unknown.

    Each carries the date of its release as `as_of`. Beside them stand `payments_before`, the earlier payments releases
    that the lake holds, and `locations_before`, the places as the release before told them. Those whose rows are of
    projects are called `all_…` and hold the whole country: see `narrow`.
    """
    columns = {source.view: source.columns for source in INPUTS}
    for source in INPUTS:
        release = used.get(source.dataset)
        name = f"{_WHOLE}{source.view}" if source.by_project else source.view
        engine.attach(name, [release.data] if release else [], source.columns, _dated(release))
    # of two releases of one date the later one counts: it corrects the first
    by_date = {r.manifest.as_of: r for r in releases(home, PAYMENTS) if r.path != used[PAYMENTS].path}
    by_date.pop(used[PAYMENTS].manifest.as_of, None)
    before = [(r.data, _dated(r)) for r in by_date.values()]
    if before:
        engine.attach_each(f"{_WHOLE}payments_before", before, _PROJECT_KEY | _MONEY)
    else:
        engine.attach(f"{_WHOLE}payments_before", [], _PROJECT_KEY | _MONEY, _dated(None))
    earlier = [r for r in releases(home, LOCATIONS) if r.path != used[LOCATIONS].path][-1:]
    engine.attach(f"{_WHOLE}locations_before", [r.data for r in earlier], columns["locations"])


def narrow(engine: Engine) -> None:
    """Keep the rows of the table `cups`, of each view `all_…`: one reading of each file serves all that follows."""
    for view in (*(source.view for source in INPUTS if source.by_project), "payments_before", "locations_before"):
        engine.run(f"CREATE TABLE {view} AS SELECT w.* FROM {_WHOLE}{view} AS w JOIN cups AS c ON c.cup = w.cup;")


def _dated(release: Release | None) -> dict[str, str]:
    return {"as_of": f"CAST({text_literal(release.manifest.as_of) if release else 'NULL'} AS DATE)"}


def attach_rules(engine: Engine, as_of: str) -> None:
    """Make the tables that come from `core`, and the date of the measurement."""
    engine.table("state_rules", _texts("rule", "state"), [(rule.code, rule.state.value) for rule in STATE_RULES])
    engine.table("measurement", _dates("as_of"), [(as_of,)])


def attach_plans(engine: Engine, packages: Mapping[str, Package]) -> None:
    """Make the plans' tables, each with its territory: territories, plans, crosswalk, agenda, and those of the grids.

    `plans` are the territories that have objectives; without any, nothing can lie outside the plan.
    A share stands with 15 decimals: half of the last one times all the national money is a hundredth of a cent.
    """

    def table(name: str, columns: dict[str, str], rows: Sequence[tuple[str, tuple[object, ...]]]) -> None:
        engine.table(name, _texts("territory") | columns, [(territory, *row) for territory, row in rows])

    each = list(packages.items())
    engine.table("territories", _texts("code"), [(territory,) for territory in packages])
    table("plans", {}, [(t, ()) for t, p in each if p.has_objectives])
    table(
        "crosswalk",
        _texts("submeasure", "objective") | {"share": "DECIMAL(16, 15)"},
        [
            (t, (e.submeasure, e.objective, None if e.share is None else decimals(e.share)))
            for t, p in each
            for e in p.crosswalk
        ],
    )
    table("agenda", _texts("driver", "objective"), [(t, (e.driver, e.objective)) for t, p in each for e in p.agenda])
    table(
        "keyword_missions",
        _texts("keyword", "mission"),
        [(t, (k.code, mission)) for t, p in each for k in p.keywords for mission in k.missions],
    )
    table(
        "zone_municipalities",
        _texts("municipality", "zone"),
        [(t, (m.code, m.zone)) for t, p in each for m in p.municipalities if not m.valid_to],
    )


def attach_links(engine: Engine, links: Mapping[str, Sequence[Link]], lapsed: Mapping[str, Sequence[str]]) -> None:
    """Make the tables of what was judged of single projects: `project_links`, of those that hold, and `lapsed_links`.

    A project in `project_links` does not take the crosswalk's judgement; its row without an objective says that it is
    outside the plan.
    """
    engine.table(
        "project_links",
        _texts("territory", "project", "objective") | {"share": "DECIMAL(16, 15)"},
        [
            (territory, link.project, link.objective, None if link.share is None else decimals(link.share))
            for territory, judged in links.items()
            for link in judged
        ],
    )
    engine.table(
        "lapsed_links",
        _texts("territory", "project"),
        [(territory, project) for territory, projects in lapsed.items() for project in projects],
    )


def decimals(share: Fraction) -> str:
    """A share to 15 decimals, rounded half up, as text."""
    scaled = (share.numerator * 10**15 * 2 + share.denominator) // (2 * share.denominator)
    return f"{scaled // 10**15}.{scaled % 10**15:015d}"
