"""The roll-ups beside progress: who carries out, goals, milestones, sources, climate, time; and what is absent."""

from dataclasses import replace

import pytest
from django.test import Client

from segnavia.briefing.words import BODY_KINDS, OUTCOMES, UNKNOWN_WITHOUT
from segnavia.core.bodies import PREFIXES, BodyKind
from segnavia.core.milestones import Outcome
from segnavia.core.states import STATE_RULES
from segnavia.monitoring.inputs import INPUTS
from segnavia.monitoring.rules import RULES
from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN, Reader


def text_of(client: Client, address: str) -> str:
    return Markup(client.get(address).content.decode()).text


def test_every_kind_outcome_and_optional_dataset_has_its_words() -> None:
    assert set(BODY_KINDS) == set(BodyKind)
    assert set(OUTCOMES) == set(Outcome)
    assert set(UNKNOWN_WITHOUT) == {source.dataset for source in INPUTS if not source.required}


def test_objective_derives_goals_and_says_so(portal: Client) -> None:
    text = text_of(portal, "/obiettivi/M3.01")
    assert "Agenda 2030 derivato 11 Città e comunità sostenibili" in text
    assert "attraverso M2C2I4.02.00 , per una di esse è il goal prevalente" in text
    assert "attraverso 2 delle submisure qui sotto" in text_of(portal, "/obiettivi/M2.01")
    assert "non se ne può derivare alcun goal" in text_of(portal, "/obiettivi/M1.08")


def test_bodies_say_of_how_many_projects_none_is_named(portal: Client, reader: Reader) -> None:
    assert BULLETIN.by["body"]["unknown"].projects_located == 2
    assert "Di 2 progetti nessuna fonte dice l'ente." in text_of(portal, "/attori")
    named = {code: figure for code, figure in BULLETIN.by["body"].items() if code != "unknown"}
    reader.bulletins = (replace(BULLETIN, by={**BULLETIN.by, "body": named}),)
    assert "nessuna fonte dice l'ente" not in text_of(portal, "/attori")


def test_money_of_one_release_only_has_its_heading_and_says_so(portal: Client, reader: Reader) -> None:
    moments = BULLETIN.over_time["objective"]["M3.01"][:1]
    reader.bulletins = (replace(BULLETIN, over_time={"objective": {"M3.01": moments}}),)
    assert "Il denaro nel tempo È disponibile un solo rilascio dei pagamenti" in text_of(portal, "/obiettivi/M3.01")


def test_objective_counts_and_lists_milestones(portal: Client) -> None:
    text = text_of(portal, "/obiettivi/M3.01")
    assert "2 scaduti entro il 31 marzo 2025 (1 raggiunti, 1 mancati, di 0 nessuna fonte dice l'esito)" in text
    assert "M2C2-25 Altri 206 km di rete" in text
    twin = portal.get("/obiettivi/M3.01.json").json()["milestones"]
    assert (twin["due"], twin["missed"]) == (2, 1)
    assert twin["items"][0]["outcome"] == "met"


def test_sources_tell_nothing_as_a_dash_and_not_as_zero(portal: Client) -> None:
    assert "Regione 2 1,5 –" in text_of(portal, "/obiettivi/M3.01")


def test_money_over_time_stands_where_there_are_several_releases(portal: Client) -> None:
    assert "31 dicembre 2024 28 50.000.000 20.000.000" in text_of(portal, "/obiettivi/M3.01")
    assert "Il denaro nel tempo" not in text_of(portal, "/obiettivi/M2.01")


def test_climate_share_says_how_much_is_tagged(portal: Client) -> None:
    text = text_of(portal, "/")
    assert "Sostiene il clima 40 % 30,0 su 75,0 M€ con coefficiente, 75 % del finanziamento" in text
    assert "Sostiene la transizione digitale" not in text


def test_actors_by_direction_and_body(portal: Client) -> None:
    text = text_of(portal, "/attori")
    assert "1 ente attua i progetti localizzati qui" in text
    assert text.index("COMUNE DI MILANO") < text.rindex("Ente non noto")
    assert "Città metropolitana" in text
    narrowed = portal.get("/attori.json?direzione=municipalities").json()["bodies"]["items"]
    assert [body["code"] for body in narrowed] == ["01199250158"]
    assert portal.get("/attori/00000000000").status_code == 404


def test_actors_whom_no_source_names(portal: Client, reader: Reader) -> None:
    by = {**BULLETIN.by, "body": {"unknown": BULLETIN.total}, "direction": {"unknown": BULLETIN.total}}
    reader.bulletins = (replace(BULLETIN, bodies={}, by=by),)
    text = text_of(portal, "/attori")
    assert "Nessuna fonte disponibile nomina gli enti che attuano i progetti." in text
    assert "Ente non noto" in text


def test_body_shows_its_kind_direction_and_projects(portal: Client) -> None:
    text = text_of(portal, "/attori/01199250158")
    assert "Comune · direzione Comuni · codice fiscale 01199250158" in text
    assert "1 – 25 di 30" in text
    assert "Nessuna fonte nomina l'ente che li attua." in text_of(portal, "/attori/unknown")


def test_monitoring_says_which_datasets_are_absent_and_what_is_unknown_therefore(portal: Client) -> None:
    text = text_of(portal, "/monitoraggio")
    assert "PNRR_Aggiudicatari_Gare chi si è aggiudicato i contratti" in text
    assert "PNRR_Gare quali gare" not in text
    assert "Di 20 righe, 18 sono state tenute e 2 messe da parte" in text
    assert "PNRR_Aggiudicatari_Gare" in portal.get("/monitoraggio.json").json()["shown"]["absent"]


def test_history_shows_the_bulletins_of_this_territory_alone(portal: Client, reader: Reader) -> None:
    other = replace(BULLETIN, id="048-2025-03-31-dddddddddddd", territory="048")
    reader.bulletins = (BULLETIN, other)
    assert [item["id"] for item in portal.get("/monitoraggio.json").json()["items"]] == [BULLETIN.id]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_method_is_made_from_the_tables_of_rules(portal: Client, prefix: str) -> None:
    page = Markup(portal.get(f"{prefix}/monitoraggio/metodo").content.decode())
    assert {rule.code for rule in STATE_RULES} <= set(page.ids)
    assert set(RULES) <= set(page.ids)
    missing = [begins for begins, _kind in PREFIXES if f"{begins.strip()}…" not in page.text]
    assert missing == []
