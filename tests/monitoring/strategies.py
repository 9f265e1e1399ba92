"""Small lakes at random, in which everything that can be doubtful is likely."""

from typing import Any

from hypothesis import strategies as st

from segnavia.plans.schema import Package
from tests.monitoring.twin import Lake
from tests.plans.samples import SOURCE, combines, package, record, serves

TERRITORY = "015"
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

KEYS = [
    {"submeasure": submeasure, "cup": f"J61F2200000000{cup}", "clp": clp}
    for submeasure in SUBMEASURES
    for cup in range(3)
    for clp in ("A", "a/1")
]
AMOUNTS = st.none() | st.sampled_from([0]) | st.decimals(0, 10**9, places=2)
QUANTITIES = st.none() | st.decimals(0, 10**6, places=4)


def rows(keys: st.SearchStrategy[dict[str, str]], **values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict]:
    return st.builds(lambda key, fields: {**key, **fields}, keys, st.fixed_dictionaries(values))


def one_each(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict]]:
    """At most one row a project, as the lake's keys see to."""
    key = rows(st.sampled_from(KEYS), **values)
    return st.lists(key, max_size=8, unique_by=lambda row: (row["submeasure"], row["cup"], row["clp"]))


PERCENTAGES = st.sampled_from(["none", "all", "some"]).flatmap(
    lambda how: {
        "none": st.none(),
        "all": st.decimals(0, 100, places=2),
        "some": st.none() | st.decimals(0, 100, places=2),
    }[how]
)
LAKES: st.SearchStrategy[Lake] = st.builds(
    Lake,
    payments=one_each(funding_pnrr=AMOUNTS, paid_pnrr=AMOUNTS),
    locations=st.lists(
        rows(
            st.sampled_from(KEYS),
            province=st.sampled_from([TERRITORY, TERRITORY, "016", "000"]),
            municipality=st.sampled_from(["001", "002", "003", "004", "000"]),
            percentage=PERCENTAGES,
        ),
        max_size=12,
    ),
    projects=one_each(funding_pnrr=AMOUNTS),
    indicators=st.lists(
        rows(
            st.sampled_from(KEYS),
            indicator=st.sampled_from(["I1", "I2"]),
            unit_title=st.sampled_from(["km", "kWh", None]),
            planned=QUANTITIES,
            achieved=QUANTITIES,
            year=st.sampled_from([2023, 2024, None]),
            month=st.sampled_from([1, 12, None]),
        ),
        max_size=8,
    ),
)
