"""A project that was judged one by one says so, and why, on its page and in its twin."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from segnavia.core.links import Link
from tests.portal.sample_projects import KEY, PROJECTS
from tests.portal.test_figures import text_of

ONE_BY_ONE, BY_CROSSWALK = "Giudicato singolarmente", "Secondo il raccordo"


def judge(monkeypatch: pytest.MonkeyPatch, *links: Link) -> None:
    served = {link.objective: Decimal(float(link.share)) for link in links if link.objective and link.share}
    monkeypatch.setitem(PROJECTS, KEY, replace(PROJECTS[KEY], links=links, objectives=served))


def test_project_of_the_crosswalk_says_so(portal: Client) -> None:
    text = text_of(portal, f"/progetti/{KEY}")
    assert BY_CROSSWALK in text
    assert ONE_BY_ONE not in text
    twin = portal.get(f"/progetti/{KEY}.json").json()
    assert (twin["judged_by"], twin["judgement"]) == ("crosswalk", [])


def test_project_judged_one_by_one_shows_its_own_judgement(portal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(
        monkeypatch,
        Link(KEY, "M2.01", Fraction(1, 4), "Anche il deposito <b>consuma</b> meno"),
        Link(KEY, "M3.02", Fraction(3, 4), "Serve il Piano di Bacino"),
    )
    html = portal.get(f"/progetti/{KEY}").content.decode()
    serves = html.partition('id="serves"')[2].partition("</section>")[0]
    assert ONE_BY_ONE in serves
    assert BY_CROSSWALK not in serves
    assert "Anche il deposito &lt;b&gt;consuma&lt;/b&gt; meno" in serves
    assert "/obiettivi/M3.02" in serves
    assert "/obiettivi/M3.01" not in serves  # which the crosswalk gives its sub-measure
    twin = portal.get(f"/progetti/{KEY}.json").json()
    assert twin["judged_by"] == "project"
    assert [(row["objective"], row["share"]) for row in twin["judgement"]] == [("M2.01", 0.25), ("M3.02", 0.75)]


def test_project_judged_to_serve_nothing_is_outside_the_plan(portal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(monkeypatch, Link(KEY, None, None, "È materiale rotabile di un'altra rete"))
    text = text_of(portal, f"/progetti/{KEY}")
    assert ONE_BY_ONE in text
    assert "Fuori dal piano. È materiale rotabile di un'altra rete" in text
    assert "Territorio / MILANO" in text  # and no longer through the objectives


def test_objective_that_the_plan_in_force_no_longer_has(portal: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bulletin of an older text may be shown under a newer one."""
    judge(monkeypatch, Link(KEY, "M3.99", Fraction(1), "serviva"))
    assert portal.get(f"/progetti/{KEY}").status_code == 200
