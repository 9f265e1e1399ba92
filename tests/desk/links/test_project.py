"""One project is judged: by a proposal, by lines of one's own, as serving none; and by one person at a time."""

import re
from fractions import Fraction

import pytest
from django.http import HttpResponse
from django.test import Client

from segnavia.actions import links
from segnavia.core.links import Link
from segnavia.registry.models import Plan, ProjectLink, RefusedProposal
from tests.actions.people import PLANNER
from tests.desk.links.conftest import FIRST, INSIDE, LIST
from tests.desk.links.test_listing import listed, page

PROJECT = f"{LIST}/{FIRST}"
HTMX = {"HX-Request": "true"}


def seen(client: Client, address: str = PROJECT) -> str:
    return re.search(r'name="seen" value="([^"]*)"', client.get(address).content.decode()).group(1)


def lines(client: Client, *judged: tuple[str, str, str], do: str = "save", **more: str) -> dict[str, str]:
    typed = {"form": "JudgementForm", "do": do, "seen": seen(client), "lines": str(max(len(judged), 1)), **more}
    for number, parts in enumerate(judged, start=1):
        for name, value in zip(("objective", "share", "reason"), parts, strict=True):
            typed[f"{name}_{number}"] = value
    return typed


def stored() -> list[tuple[str | None, int | None, int | None]]:
    return list(ProjectLink.objects.values_list("objective_code", "share_numerator", "share_denominator"))


def errors(response: HttpResponse) -> dict[str, list[str]]:
    return {name: list(map(str, found)) for name, found in response.context["form"].errors.items()}


def test_accepting_a_proposal_gives_the_whole_project_with_its_reason(planner: Client) -> None:
    typed = {"do": "accept:M1.02", "seen": seen(planner), "back": "?misura=M1C1&pagina=2"}
    assert planner.post(PROJECT, typed).url == f"{LIST}?misura=M1C1&pagina=2"
    link = ProjectLink.objects.get()
    assert (link.objective_code, link.share_numerator, link.share_denominator) == ("M1.02", 1, 1)
    assert link.origin == "crosswalk"
    assert link.reason.startswith("Proposta accettata. Nel raccordo")


def test_the_reason_is_in_the_plans_language_whatever_the_page_speaks(planner: Client) -> None:
    planner.post(f"/en{PROJECT}", {"do": "accept:M1.02", "seen": seen(planner)})
    assert ProjectLink.objects.get().reason.startswith("Proposta accettata.")


def test_htmx_gets_the_row_alone_with_focus_and_what_was_done(planner: Client) -> None:
    html = planner.post(PROJECT, {"do": "accept:M1.02", "seen": seen(planner)}, headers=HTMX).content.decode()
    assert html.startswith('<li class="link-row is-judged">')
    assert html.count("autofocus") == 1
    assert '<div id="links-told" hx-swap-oob="innerHTML">Accettata: il progetto serve M1.02.</div>' in html
    assert ">23</span> progetti" in html, "the sentence on top follows"


def test_accepting_what_somebody_else_has_judged_is_refused(planner: Client, plan: Plan) -> None:
    before = seen(planner)
    links.accept(plan, [Link(FIRST, "M2.01", Fraction(1), "Prima di voi")], by=PLANNER)
    html = planner.post(PROJECT, {"do": "accept:M1.02", "seen": before}, headers=HTMX).content.decode()
    assert "Qualcun altro" in html
    assert stored() == [("M2.01", 1, 1)]


def test_accepting_what_is_not_proposed_is_refused(planner: Client) -> None:
    answer = planner.post(PROJECT, {"do": "accept:M2.01", "seen": seen(planner)}, follow=True)
    assert "non è più proposto" in answer.content.decode()
    assert stored() == []


def test_refusing_asks_a_reason_and_the_proposal_does_not_come_back(planner: Client) -> None:
    address = f"{PROJECT}/rifiuto/M1.01"
    page(planner, address)
    assert planner.post(address, {}).status_code == 422
    assert planner.post(address, {"reason": "other", "words": " "}).status_code == 422
    assert not RefusedProposal.objects.exists()
    typed = {"reason": "indirect", "words": "È solo un server", "back": ""}
    assert planner.post(address, typed).url == PROJECT
    assert RefusedProposal.objects.get().reason == "Il contributo è solo indiretto: È solo un server"
    text = page(planner, PROJECT).text
    assert "accept:M1.01" not in planner.get(PROJECT).content.decode()
    assert "Il contributo è solo indiretto: È solo un server Piera" in text
    assert planner.get(address).status_code == 404
    assert planner.post(address, {"reason": "indirect"}).status_code == 422


def test_refusing_in_the_row_opens_the_form_there(planner: Client) -> None:
    address = f"{PROJECT}/rifiuto/M1.01"
    opened = planner.get(f"{address}?back=%3Fpagina%3D2", headers=HTMX).content.decode()
    assert opened.startswith('<li class="link-row">')
    assert 'name="back" value="?pagina=2"' in opened
    wrong = planner.post(address, {"back": "?pagina=2"}, headers=HTMX)
    assert wrong.status_code == 422
    assert wrong.content.decode().startswith('<li class="link-row">')
    done = planner.post(address, {"reason": "field", "back": "?pagina=2"}, headers=HTMX).content.decode()
    assert "accept:M1.01" not in done
    assert "accept:M1.02" in done
    closed = planner.get(f"{PROJECT}?back=%3Fpagina%3D2", headers=HTMX).content.decode()
    assert "link-ask" not in closed


def test_serving_none(planner: Client) -> None:
    address = f"{PROJECT}/nessuno"
    page(planner, address)
    typed = {"reason": "means", "seen": seen(planner, address), "back": "?testo=rete"}
    assert planner.post(address, typed).url == f"{LIST}?testo=rete"
    assert stored() == [(None, None, None)]
    assert FIRST not in listed(planner)
    assert planner.post(address, typed).status_code == 422, "it has been judged since the form was made"


def test_lines_are_saved_with_exact_shares(planner: Client) -> None:
    typed = lines(planner, ("M1.01", "1/3", "Rete"), ("M2.01", "2/3", "Scuole"))
    assert planner.post(PROJECT, typed).url == PROJECT
    assert stored() == [("M1.01", 1, 3), ("M2.01", 2, 3)]
    assert set(ProjectLink.objects.values_list("objective_code", "origin")) == {
        ("M1.01", "crosswalk"),
        ("M2.01", "manual"),
    }
    assert "Giudicato da Piera" in page(planner, PROJECT).text


@pytest.mark.parametrize(
    ("judged", "wrong"),
    [
        pytest.param([], {"objective_1": "almeno un obiettivo"}, id="nothing"),
        pytest.param([("M1.01", "1/2", "a"), ("M1.02", "1/3", "b")], {"share_2": "manca 1/6"}, id="too-little"),
        pytest.param([("M1.01", "1/2", "a"), ("M1.02", "2/3", "b")], {"share_2": "1/6 di troppo"}, id="too-much"),
        pytest.param([("M1.01", "1/2", "a"), ("M1.01", "1/2", "b")], {"objective_2": "già indicato"}, id="twice"),
        pytest.param([("M1.01", "0,33333333", "a")], {"share_1": "una quota come"}, id="too-many-digits"),
        pytest.param([("M1.01", "1/0", "a")], {"share_1": "maggiore di 0"}, id="divided-by-nothing"),
        pytest.param([("M1.01", "2", "a")], {"share_1": "al massimo 1"}, id="more-than-the-whole"),
        pytest.param([("M1.01", "", "a")], {"share_1": "Scrivete la quota"}, id="no-share"),
        pytest.param([("M1.01", "1", " ")], {"reason_1": "Scrivete il motivo"}, id="no-reason"),
        pytest.param([("", "1", "")], {"objective_1": "Scegliete", "reason_1": "Scrivete"}, id="share-alone"),
        pytest.param([("M9.99", "1", "a")], {"objective_1": "M9.99"}, id="no-such-objective"),
    ],
)
def test_what_is_wrong_stands_at_its_field(planner: Client, judged: list, wrong: dict[str, str]) -> None:
    response = planner.post(PROJECT, lines(planner, *judged))
    assert response.status_code == 422
    found = errors(response)
    assert found.keys() == wrong.keys()
    for name, words in wrong.items():
        assert words in found[name][0]
    assert stored() == []


@pytest.mark.parametrize("shares", [("25%", "0,75"), ("0.5", " 50 % "), ("1/2", "0,5")], ids=str)
def test_shares_may_be_spelled_as_people_do(planner: Client, shares: tuple[str, str]) -> None:
    typed = lines(planner, ("M1.01", shares[0], "a"), ("M1.02", shares[1], "b"))
    assert planner.post(PROJECT, typed).status_code == 302


def test_adding_a_line_keeps_what_was_typed_and_judges_nothing_yet(planner: Client) -> None:
    response = planner.post(PROJECT, lines(planner, ("M1.01", "", "Rete"), do="add"))
    html = response.content.decode()
    assert response.status_code == 200
    assert "Rete" in html
    assert 'name="objective_2"' in html
    assert 'name="objective_3"' not in html
    assert "errorlist" not in html
    full = planner.post(PROJECT, lines(planner, do="add", lines="9")).content.decode()
    assert 'name="objective_5"' in full
    assert 'value="add"' not in full


def test_equal_shares_are_thirds_of_three(planner: Client) -> None:
    judged = [("M1.01", "1", "a"), ("M1.02", "", "b"), ("M2.01", "boh", "c")]
    response = planner.post(PROJECT, lines(planner, *judged, do="equal"))
    assert response.content.decode().count('value="1/3"') == 3
    assert "Le quote sommano a 1." in response.content.decode()
    assert stored() == []


def test_only_checking_shows_what_changes_and_saves_nothing(planner: Client) -> None:
    typed = lines(planner, ("M1.01", "1/4", "a"), ("M2.01", "3/4", "b"), do="check")
    text = planner.post(PROJECT, typed).content.decode()
    assert "250" in text
    assert "750" in text
    assert stored() == []
    part = planner.post(PROJECT, typed, headers=HTMX).content.decode()
    assert part.startswith("Le quote sommano a 1.")
    assert 'id="changes" hx-swap-oob="innerHTML"' in part
    short = planner.post(PROJECT, {**typed, "share_2": "1/2"}, headers=HTMX)
    assert (short.status_code, short.content.decode()[:36]) == (200, "Le quote sommano a 3/4: manca 1/4.\n<")


def test_two_judges_the_second_is_told_and_may_decide(planner: Client, plan: Plan) -> None:
    typed = lines(planner, ("M1.01", "1", "Mia"))
    links.accept(plan, [Link(FIRST, "M2.01", Fraction(1), "Prima di voi")], by=PLANNER)
    response = planner.post(PROJECT, typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Qualcun altro" in html
    assert "Prima di voi" in html
    assert "Mia" in html
    again = re.search(r'name="seen" value="([^"]+)" id="id_seen"', html).group(1)
    assert again != typed["seen"]
    assert planner.post(PROJECT, {**typed, "seen": again}).status_code == 302
    assert stored() == [("M1.01", 1, 1)]


def test_withdrawing_gives_the_crosswalk_back(planner: Client, plan: Plan) -> None:
    links.accept(plan, [Link(FIRST, "M2.01", Fraction(1), "Scuole")], by=PLANNER)
    before = seen(planner)
    links.accept(plan, [Link(FIRST, "M1.01", Fraction(1), "Rete")], by=PLANNER)
    planner.post(PROJECT, {"do": "withdraw", "seen": before})
    assert stored() == [("M1.01", 1, 1)], "somebody has judged meanwhile"
    planner.post(PROJECT, {"do": "withdraw", "seen": seen(planner)})
    assert stored() == []


def test_what_changes_is_told_against_the_published_bulletin(planner: Client, plan: Plan) -> None:
    address = f"{LIST}/{INSIDE}"
    assert "Nulla: il prossimo bollettino conta il progetto come quello pubblicato" in page(planner, address).text
    links.accept(plan, [Link(INSIDE, "M1.01", Fraction(1), "Rete")], by=PLANNER)
    text = page(planner, address).text
    assert "Nulla: il prossimo" not in text
    assert re.search(r"M1\.01.*nulla.*90\.000.*M2\.01.*90\.000.*nulla", text[text.index("Che cosa cambia") :])
    assert "segnavia monitor --publish" in text


def test_lapsed_judgement_says_so_and_is_asked_again(planner: Client, plan: Plan) -> None:
    links.accept(plan, [Link(FIRST, "M1.09", Fraction(1), "Com'era")], by=PLANNER)
    assert "Questo giudizio non vale più" in page(planner, PROJECT).text
    assert listed(planner)[0] == FIRST


def test_unknown_project(planner: Client) -> None:
    assert planner.get(f"{LIST}/M1C1I1.01.01-J61F22000000999-00000000").status_code == 404
    assert planner.get(f"{LIST}/nonsense/nessuno").status_code == 404
