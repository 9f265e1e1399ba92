"""Small lakes at random, in which everything that can be doubtful is likely."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from segnavia.core.codes import project_key
from segnavia.core.links import Link
from segnavia.plans.schema import Package
from segnavia.plans.skeleton import skeleton
from tests.monitoring.twin_facts import PHASES_AS_OF, PROJECTS_AS_OF, Lake
from tests.plans.samples import SOURCE, combines, package, record, serves

TERRITORY, NEIGHBOUR = "015", "016"
SUBMEASURES = ("M1C1I1.01.00", "M1C1I1.02.00", "M2C1I1.01.00", "M2C1I1.09.00")  # the last is not judged
PACKAGE: Package = package(
    keywords=[record("K1", "Sostenibilità", missions=["M1", "M2"]), record("K2", "Prossimità", missions=["M2"])],
    agenda=[combines("D01", "M1.01"), combines("D01", "M1.02"), combines("D02", "M1.02"), combines("D02", "M2.01")],
    zones=[record("adda", "Adda"), record("ovest", "Ovest")],
    municipalities=[
        {"code": "015001", "title": "Abbiategrasso", "zone": "adda", **SOURCE},
        {"code": "015002", "title": "Albairate", "zone": "adda", **SOURCE},
        {"code": "015003", "title": "Arconate", "zone": "ovest", **SOURCE},
        {"code": "015004", "title": "Com'era", "zone": "ovest", "valid_to": "2019-02-07", **SOURCE},
    ],
    crosswalk=[
        serves(SUBMEASURES[0], "M1.01", "1/3"),
        serves(SUBMEASURES[0], "M1.02", "1/3"),
        serves(SUBMEASURES[0], "M2.01", "1/3"),
        serves(SUBMEASURES[1], None, None),
        serves(SUBMEASURES[2], "M1.02", "1/7"),
        serves(SUBMEASURES[2], "M2.01", "6/7"),
    ],
)
# the same measures seen from next door, where nobody has loaded a plan
GRID: Package = skeleton(NEIGHBOUR, "Bergamo", [("016001", "Adrara San Martino"), ("016002", "Adrara San Rocco")])
PACKAGES = {TERRITORY: PACKAGE, NEIGHBOUR: GRID}

KEYS = [
    {"submeasure": submeasure, "cup": f"J61F2200000000{cup}", "clp": clp}
    for submeasure in SUBMEASURES
    for cup in range(2)
    for clp in ("A", "a/1")
]
# what somebody may judge of one project; the plan has no M1.09, so that such a judgement has lapsed
JUDGEMENTS: list[list[tuple[str | None, str | None]]] = [
    [("M1.01", "1")],
    [("M1.01", "1/3"), ("M2.01", "2/3")],
    [("M1.01", "1/3"), ("M1.02", "1/3"), ("M2.01", "1/3")],
    [(None, None)],
    [("M1.02", "1/2"), ("M1.09", "1/2")],
]


def judged(key: dict[str, str], judgement: list[tuple[str | None, str | None]]) -> list[Link]:
    """The links of one project."""
    project = project_key(key["submeasure"], key["cup"], key["clp"])
    return [Link(project, code, None if share is None else Fraction(share), "giudicato") for code, share in judgement]


LINKS: st.SearchStrategy[list[Link]] = st.dictionaries(
    st.integers(0, len(KEYS) - 1), st.sampled_from(JUDGEMENTS), max_size=len(KEYS)
).map(lambda found: [link for number, judgement in found.items() for link in judged(KEYS[number], judgement)])
# some of them more often than others, so that the datasets speak of the same projects
A_KEY = st.sampled_from(KEYS[::3]) | st.sampled_from(KEYS)
AMOUNTS = st.none() | st.sampled_from([Decimal(0), Decimal(100), Decimal("100.99"), Decimal("101.01")])
AMOUNTS |= st.decimals(0, 10**9, places=2)
QUANTITIES = st.none() | st.sampled_from([Decimal(0), Decimal(10)]) | st.decimals(0, 10**6, places=4)
DAYS = [day + timedelta(days=n) for day in (PROJECTS_AS_OF, PHASES_AS_OF) for n in (-1, 0, 1)]
DATES = st.none() | st.none() | st.sampled_from([date(2024, 2, 28), *DAYS])
Fields = dict[str, st.SearchStrategy[Any]]


def dates() -> Fields:
    return dict.fromkeys(("planned_start", "actual_start", "planned_end", "actual_end"), DATES)


def rows(keys: st.SearchStrategy[dict[str, str]], values: Fields) -> st.SearchStrategy[dict]:
    return st.builds(lambda key, fields: {**key, **fields}, keys, st.fixed_dictionaries(values))


def some(size: int, **values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict]]:
    """Rows of any projects."""
    return few_or_many(rows(A_KEY, values), size)


def few_or_many(row: st.SearchStrategy[dict], size: int = 8, **how: Any) -> st.SearchStrategy[list[dict]]:
    """Rows that may be none, and are many as often."""
    return st.lists(row, max_size=size, **how) | st.lists(row, min_size=size // 2, max_size=size, **how)


def one_each(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict]]:
    """At most one row a project, as the lake's keys see to."""
    key = rows(A_KEY, values)
    return few_or_many(key, unique_by=lambda row: (row["submeasure"], row["cup"], row["clp"]))


def of_submeasures(size: int, **values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict]]:
    return few_or_many(st.fixed_dictionaries({"submeasure": st.sampled_from(SUBMEASURES), **values}), size)


PERCENTAGES = st.sampled_from(["none", "all", "some", "wrong"]).flatmap(
    lambda how: {
        "none": st.none(),
        "all": st.decimals(0, 100, places=2),
        "some": st.none() | st.decimals(0, 100, places=2),
        "wrong": st.decimals(-100, 100, places=2),
    }[how]
)
PAYMENTS = one_each(
    funding_total=AMOUNTS, funding_pnrr=AMOUNTS, paid_total=AMOUNTS, paid_pnrr=AMOUNTS, paid_region=AMOUNTS
)
PLACES = few_or_many(
    rows(
        A_KEY | st.just({**KEYS[0], "clp": None}),  # the first releases named a project by its CUP alone
        {
            "province": st.sampled_from([TERRITORY, TERRITORY, NEIGHBOUR, "000"]),
            "municipality": st.sampled_from(["001", "002", "003", "004", "000"]),
            "percentage": PERCENTAGES,
        },
    ),
    size=12,
)
LAKES: st.SearchStrategy[Lake] = st.builds(
    Lake,
    payments=PAYMENTS,
    payments_before=st.none() | PAYMENTS,
    locations=PLACES,
    locations_before=st.none() | PLACES,
    projects_release=one_each(
        # the publisher writes them in any case
        cup_state=st.sampled_from([None, "Attivo", "attivo", "CHIUSO", "Chiuso", "Revocato"]),
        progress_state=st.sampled_from([None, None, "In corso", "Concluso", "Da avviare", "RINUNCIATO", "boh"]),
        body=st.sampled_from([None, "COMUNE DI ALBAIRATE", "Citta' metropolitana di Milano", "ALER"]),
        body_tax_code=st.sampled_from([None, "00000000001", "00000000002"]),
        **dates(),
        funding_pnrr=AMOUNTS,
        funding_region=AMOUNTS,
        funding_state_foi=AMOUNTS,
    ),
    indicators=some(
        8,
        indicator=st.sampled_from(["I1", "I2"]),
        unit_title=st.sampled_from(["km", "kWh", None]),
        planned=QUANTITIES,
        achieved=QUANTITIES,
        year=st.sampled_from([2023, 2024, None]),
        month=st.sampled_from([1, 12, None]),
    ),
    phases=some(8, phase=st.sampled_from(["00301", "00302"]), **dates()),
    tenders=some(2),
    awards=some(2),
    subjects=some(
        4,
        role_title=st.sampled_from(["Soggetto attuatore", "SOGGETTO ATTUATORE", "Beneficiario", None]),
        tax_code=st.sampled_from([None, "00000000002", "00000000003"]),
        body=st.sampled_from([None, "UNIONE DEI COMUNI", "ALER"]),
    ),
    tags=of_submeasures(
        4,
        amount=st.sampled_from([None, Decimal(0), Decimal(10**6), Decimal(10**6)]),
        climate_amount=st.none() | st.decimals(0, 10**6, places=2),
        digital_amount=st.none() | st.decimals(0, 2 * 10**6, places=2),  # some more than the whole
    ),
    goals=of_submeasures(
        6,
        prevalent=st.sampled_from(["SI", "NO"]),
        goal=st.sampled_from(["4", "9", "11"]),
        goal_title=st.sampled_from([None, "Città", "Istruzione"]),
    ),
    milestones_planned=of_submeasures(
        6,
        code=st.sampled_from(["M1C1-1", "M1C1-2", "M2C1-1", "M2C1-1-ITA-1"]),
        kind=st.sampled_from(["Milestone", "Target"]),
        level=st.sampled_from(["UE", "UE", "ITA", None]),
        quarter=st.sampled_from(["Q1", "Q3", "Q4", None]),
        year=st.sampled_from([2022, 2022, 2025, None]),
    ),
    milestones_met=st.lists(
        st.fixed_dictionaries(
            {
                "code": st.sampled_from(["M1C1-1", "M2C1-9"]),
                "progress": st.sampled_from([date(2022, 9, 30), date(2022, 12, 31), None]),
            }
        ),
        max_size=2,
    ),
)
