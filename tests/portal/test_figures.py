"""What pages say of figures: exact where it matters, and never zero for unknown."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation

from segnavia.briefing.figures import financial_bar, money_of, page_of
from segnavia.portal.templatetags import segnavia as tags
from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN, Reader, figure
from tests.portal.sample_projects import KEY, PROJECTS, UNMEASURED_KEY

NBSP = "\u00a0"


def text_of(client: Client, address: str) -> str:
    return Markup(client.get(address).content.decode()).text


@pytest.mark.parametrize(
    ("value", "italian", "english"),
    [
        (Decimal("2260004906.02"), "2.260,0", "2,260.0"),
        (Decimal("809272812.45"), "809,3", "809.3"),
        (Decimal("49999.99"), f"<{NBSP}0,1", f"<{NBSP}0.1"),
        (Decimal(50000), "0,1", "0.1"),
        (Decimal(0), "0,0", "0.0"),
        (None, "non noto", "not known"),
    ],
    ids=["large", "rounded half up", "small is not zero", "first that rounds", "zero is zero", "unknown"],
)
def test_millions(value: Decimal | None, italian: str, english: str) -> None:
    with translation.override("it"):
        assert Markup(tags.meur(value)).text == " ".join(italian.split())
    with translation.override("en"):
        assert Markup(tags.meur(value)).text == " ".join(english.split())


@pytest.mark.parametrize(
    ("ratio", "written"),
    [
        (0, "0 %"),
        (0.004, "< 1 %"),
        (0.358, "36 %"),
        (0.998, "> 99 %"),
        (1, "100 %"),
        (1.2, "120 %"),
        (None, "non noto"),
    ],
)
def test_percent_reads_as_nothing_or_whole_only_where_it_is(ratio: float | None, written: str) -> None:
    with translation.override("it"):
        assert Markup(tags.percent(ratio)).text == written


def test_exact_amount_is_on_hover_and_for_machines() -> None:
    with translation.override("it"):
        markup = tags.meur(Decimal("809272812.4484"))
    assert f'title="809.272.812,45{NBSP}€"' in markup
    assert 'value="809272812.4484"' in markup


def test_home_sentence_is_written_from_the_figures(portal: Client) -> None:
    assert (
        "Dei 100,0 M€ del PNRR assegnati a progetti nel territorio, 36,0 M€ ( 36 % ) risultano pagati "
        "al 31 marzo 2025; i pagamenti sono noti per 32 dei 32 progetti qui localizzati."
    ) in text_of(portal, "/")
    assert "Of the 100.0 M€ of PNRR" in text_of(portal, "/en/")


def test_unknown_money_is_told_and_not_zero(portal: Client) -> None:
    text = text_of(portal, "/obiettivi/M1.02")
    assert "nessuna fonte ne dice insieme finanziamento e pagamenti" in text
    assert "Finanziario non noto" in text
    assert "0,0 M€" not in text


def test_known_zero_is_shown_as_zero(portal: Client) -> None:
    assert "0,0 M€ ( 0 % )" in text_of(portal, "/obiettivi/M2.01")


def test_objective_without_any_project_says_so(portal: Client) -> None:
    text = text_of(portal, "/obiettivi/M1.08")
    assert "M€ del PNRR" not in text
    assert "Le fonti non collocano qui alcun progetto." in text


def test_physical_progress_counts_targets_and_adds_no_units(portal: Client) -> None:
    text = text_of(portal, "/obiettivi/M3.01")
    assert "target raggiunti: 2 su 8" in text
    assert "Tram acquistati T0333 Numero 14 7 50 %" in text
    assert "Emissioni evitate T0400 Tonnellate 2,50 2,50 100 %" in text


def test_municipality_compares_with_its_zone(portal: Client) -> None:
    text = text_of(portal, "/comuni/015002")
    assert "Abbiategrasso 292" in text
    assert "Mediana di" in text


def test_project_shows_the_row_behind_each_figure(portal: Client) -> None:
    page = portal.get(f"/progetti/{KEY}").content.decode()
    text = Markup(page).text
    assert "52.360.001 € del PNRR, di cui 13.239.600 € ( 25 % ) risultano pagati." in text
    assert "PNRR_Pagamenti_di_Progetto, riga 126.422 , al 31 marzo 2025" in text
    assert "funding_pnrr 52360000,50" in text
    assert "Lasciati vuoti da chi pubblica: percentage" in text
    assert 'href="#riga-2"' in page
    assert 'id="riga-2"' in page


def test_project_without_payments_row_says_what_is_known(portal: Client) -> None:
    text = text_of(portal, f"/progetti/{UNMEASURED_KEY}")
    assert "4.753.682 € del PNRR secondo il dataset dei progetti" in text
    assert "Nessuna fonte dice dove si trova." in text
    assert "titolo non pubblicato" in text


@pytest.mark.parametrize(
    ("asked", "offset", "shown"),
    [("", 0, "1 – 25 di 30"), ("2", 25, "26 – 30 di 30"), ("99", 25, "26 – 30 di 30"), ("no", 0, "1 – 25 di 30")],
)
def test_lists_come_a_page_at_a_time(portal: Client, reader: Reader, asked: str, offset: int, shown: str) -> None:
    text = text_of(portal, f"/comuni/015146?pagina={asked}")
    assert reader.asked == [("municipality", "015146", None, 25, offset)]
    assert shown in text


PARTLY = replace(figure("60000000.00", "35000000.00", 50), projects_located=400)


def test_bar_has_a_tail_only_where_no_amount_is_known_for_some() -> None:
    whole = financial_bar(money_of(figure("60000000.00", "35000000.00", 50)))
    assert not whole.tail
    assert tags.bar(whole, "")["tail_at"] == ""
    partly = financial_bar(money_of(PARTLY))
    assert partly.tail
    drawn = tags.bar(partly, "")
    assert drawn["known"] == drawn["tail_at"].replace("%", ".00%")


def test_known_share_says_on_how_many_projects_it_rests(portal: Client, reader: Reader) -> None:
    reader.bulletins = (replace(BULLETIN, total=PARTLY, by={**BULLETIN.by, "driver": {"D05": PARTLY}}),)
    for address in ("/agenda/D05", "/monitoraggio"):
        assert "importi noti per 50 di 400 progetti" in text_of(portal, address), address
    assert "Di 350 progetti non si conosce alcun importo." in text_of(portal, "/")


@pytest.mark.parametrize("address", ["/", "/agenda", "/componenti", "/obiettivi"])
def test_paid_share_never_stands_without_how_much_is_known(portal: Client, address: str) -> None:
    assert "58 % noti 30 di 30" in text_of(portal, address)


def test_narrow_screens_read_the_money_in_a_line(portal: Client) -> None:
    assert "30 progetti · 60,0 M€ · pagato 58 % , noto per 30 di 30" in text_of(portal, "/obiettivi")
    assert "30 progetti · 60,0 M€" in text_of(portal, "/componenti")


def test_one_project_reads_as_one(portal: Client) -> None:
    assert "risultano pagati, tutti in un solo progetto." in text_of(portal, "/obiettivi/M2.01")


def test_municipality_says_of_how_many_payments_are_known(portal: Client) -> None:
    told = "30 progetti localizzati qui, con 90,0 M€ del PNRR; di 30 si conoscono i pagamenti: 30,0 M€ ( 33 % )."
    assert told in text_of(portal, "/comuni/015146")
    assert told in text_of(portal, "/zone/milano")


@pytest.mark.parametrize(("places", "way"), [(True, "Territorio / MILANO / B41C"), (False, "Territorio / B41C")])
def test_project_outside_the_plan_is_reached_through_its_place(
    portal: Client, monkeypatch: pytest.MonkeyPatch, places: bool, way: str
) -> None:
    known = PROJECTS[UNMEASURED_KEY]
    line = replace(known.line, submeasure="M9C9I9.99.00")  # which the crosswalk does not judge
    shown = replace(known, line=line, places=PROJECTS[KEY].places if places else ())
    monkeypatch.setitem(PROJECTS, UNMEASURED_KEY, shown)
    assert way in text_of(portal, f"/progetti/{UNMEASURED_KEY}")


@pytest.mark.parametrize(("asked", "gap"), [("1", True), ("9", True), ("10", False), ("13", False)])
def test_pager_tells_what_it_leaves_out(asked: str, gap: bool) -> None:
    page = page_of(asked, 322)
    request = RequestFactory().get("/attori")
    shown = render_to_string("portal/parts/pages.html", {"page": page, "anchor": "bodies"}, request)
    assert ("…" in shown) is gap
    assert (page.window[-1] < page.before_last) is gap
