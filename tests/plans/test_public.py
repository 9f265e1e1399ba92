from segnavia.plans.public import public
from tests.plans.samples import BOTH, package


def test_public_joins_what_readers_want_together() -> None:
    plan = public(package())
    assert plan["keywords"][0]["missions"] == ["M1", "M2"]
    assert plan["components"][0] | {"title": ""} == {
        "code": "M1C1",
        "mission": "M1",
        "title": "",
        "directions": BOTH,
        "provenance": "source",
        "note": "",
    }
    assert plan["objectives"][2]["mission"] == "M2"
    assert plan["drivers"][0]["objectives"] == ["M1.01", "M2.01"]
    assert plan["drivers"][0]["agenda"][0]["reason"] == "M1.01 in D01"
    assert [entry["submeasure"] for entry in plan["crosswalk"]] == ["M1C1I1.01.00", "M1C1I1.02.00", "M2C1I1.01.00"]
    assert [(o["code"], o["share"], o["share_exact"]) for o in plan["crosswalk"][0]["objectives"]] == [
        ("M1.01", 0.5, "1/2"),
        ("M1.02", 0.5, "1/2"),
    ]


def test_public_says_why_a_submeasure_serves_nothing() -> None:
    entry = public(package())["crosswalk"][1]
    assert entry["objectives"] == []
    assert entry["none"]["reason"] == "M1C1I1.02.00 per None"
    assert public(package())["crosswalk"][0]["none"] is None


def test_public_tells_where_every_fact_comes_from() -> None:
    plan = public(package())
    lists = [value for value in plan.values() if isinstance(value, list)]
    assert len(lists) == 12
    for records in lists:
        assert records
        assert all({"provenance", "note"} <= record.keys() for record in records)
