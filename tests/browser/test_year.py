"""A year in the life of a plan, as the people of its office, of the bodies and of the public live it, in a browser.

The yearly update of the PSTTM from draft to force with two observations; an agreement of three parties with five
commitments; a round with twelve referents; a late commitment and its reminder; the next update with its difference.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.browser.access import DESK, wrong_on
from tests.browser.conftest import ROOT, environment_of, free_port, served
from tests.browser.living import Letters, Year, fill, send, told

TODAY = date.today()  # noqa: DTZ011 - the day of the site's own clock, on this machine
RHO, BOLLATE, CM = "comune-di-rho", "comune-di-bollate", "citta-metropolitana-di-milano"


@pytest.fixture
def year(home: Path, chromium: Browser, tmp_path: Path) -> Iterator[Year]:
    mine, letters = tmp_path / "home", Letters()
    shutil.copytree(home, mine, symlinks=True)
    mail_port, port = free_port(), free_port()
    more = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(mail_port), "SITE_URL": f"http://127.0.0.1:{port}"}
    environment = environment_of(mine, **more)
    subprocess.run([sys.executable, "-m", "tests.browser.year_seed"], env=environment, cwd=ROOT, check=True)
    controller = Controller(letters, hostname="127.0.0.1", port=mail_port)
    controller.start()
    with served(mine, port, **more) as address:
        year = Year(chromium, address, environment, letters)
        yield year
        for context in year.contexts:
            context.close()
    controller.stop()


def test_a_year_in_the_life_of_a_plan(year: Year) -> None:
    piera = year.person("piera@example.org")
    aldo = year.person("aldo@example.org", second_factor=True)
    rosa = year.person("rosa@example.org")
    public = year.somebody()
    old = the_update_is_drafted_and_adopted(piera, aldo, public)
    two_observations_are_answered(piera, rosa)
    the_update_comes_into_force(piera, aldo, public, old)
    an_agreement_is_made(piera, aldo, rosa)
    a_commitment_is_late(piera, public, year)
    twelve_referents_are_asked(piera, public, year)
    the_next_update_begins(piera, public)
    every_page_that_they_reach_is_accessible(piera, aldo, rosa, public)
    assert "the chain is whole" in year.run("audit", "verify")
    assert year.complaints == []


def the_update_is_drafted_and_adopted(piera: Page, aldo: Page, public: Page) -> str:
    """A draft with a reworded and a new objective; the council adopts it. The SHA-256 of the text in force before."""
    public.goto("/piano/testi/2024-06-30")
    old = re.search(r"[0-9a-f]{64}", public.locator("main").inner_text())
    assert old is not None
    piera.goto("/scrivania/piano")
    piera.get_by_role("link", name="Inizia l'aggiornamento annuale").first.click()
    send(piera)
    piera.goto("/scrivania/piano/testo/objectives/M1.01")
    before = piera.locator("[name=title]").input_value()
    fill(piera, title=f"{before} e dei piccoli Comuni")
    send(piera)
    told(piera, "Salvat")
    piera.goto("/scrivania/piano/nuovo/objectives")
    fill(piera, code="M1.15", title="Uno sportello unico per i dati del territorio", provenance="source")
    piera.locator("[name=directions][value=municipalities]").check()
    send(piera)
    expect(piera.locator("h1")).to_contain_text("Uno sportello unico")
    aldo.goto("/scrivania/piano/vita")
    fill(aldo, "adoption-", body="Consiglio metropolitano", number="7/2026", dated=TODAY.isoformat())
    aldo.locator("[name=adoption-file]").set_input_files(
        {"name": "delibera.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
    )
    send(aldo)
    told(aldo, "passo")
    public.goto("/piano")
    expect(public.locator("main")).to_contain_text("7/2026")
    return old[0]


def two_observations_are_answered(piera: Page, rosa: Page) -> None:
    """One by a municipality, accepted, which changes the text; one by hand, refused with its reason."""
    rosa.goto("/scrivania/osservazioni/nuova?elemento=objectives:M1.15")
    fill(rosa, text="Lo sportello sia aperto anche alle imprese.")
    send(rosa)
    expect(rosa.locator("h1")).to_contain_text("Osservazione 1")
    piera.goto("/scrivania/osservazioni/nuova")
    fill(piera, author="Comitato di quartiere", text="Il piano va ritirato.", received_on=TODAY.isoformat())
    send(piera)
    expect(piera.locator("h1")).to_contain_text("Osservazione 2")
    fill(piera, outcome="refused", reason="Il piano è dovuto per legge.", answered_on=TODAY.isoformat())
    send(piera)
    told(piera, "risposta")
    piera.goto("/scrivania/osservazioni?esito=da-rispondere")
    piera.locator("main tbody a").first.click()
    fill(piera, outcome="accepted", reason="La proposta è utile.", answered_on=TODAY.isoformat())
    send(piera)
    told(piera, "risposta")
    piera.goto("/scrivania/piano/testo/objectives/M1.15")
    fill(piera, title="Uno sportello unico per i dati del territorio, aperto alle imprese")
    piera.locator("[name=observation]").select_option(label="1. Comune di Rho")
    send(piera)
    told(piera, "Salvat")
    rosa.reload()
    expect(rosa.locator("main")).to_contain_text("La proposta è utile.")
    expect(rosa.locator("main")).to_contain_text("aperto alle imprese")


def the_update_comes_into_force(piera: Page, aldo: Page, public: Page, old: str) -> None:
    """Opinion, approval, force: the new text is public, the old one is still an address, the difference a document."""
    day = TODAY.isoformat()
    for step, body, number in (
        ("opinion", "Conferenza metropolitana", "2/2026"),
        ("approval", "Consiglio metropolitano", "9/2026"),
        ("entry_into_force", "Consiglio metropolitano", ""),
    ):
        aldo.goto("/scrivania/piano/vita")
        fill(aldo, f"{step}-", body=body, number=number, dated=day)
        if step == "entry_into_force":
            fill(aldo, f"{step}-", in_force_from=day)
        send(aldo)
        told(aldo, "passo")
    public.goto("/obiettivi/M1.15")
    expect(public.locator("h1")).to_contain_text("aperto alle imprese")
    public.goto(f"/piano/testi/{day}")
    new = re.search(r"[0-9a-f]{64}", public.locator("main").inner_text())
    assert new is not None
    assert new[0] != old
    public.goto("/piano/testi/2024-06-30")
    expect(public.locator("main")).to_contain_text(old)
    public.goto(f"/piano/differenze/{old}/{new[0]}")
    expect(public.locator("main ins").first).to_be_visible()
    expect(public.locator("main")).to_contain_text("M1.15")
    with public.expect_download() as download:
        public.locator("main a[href$='.docx']").first.click()
    text = "\n".join(
        cell.text for table in Document(download.value.path()).tables for row in table.rows for cell in row.cells
    )
    assert "aperto alle imprese" in text
    piera.goto("/scrivania/piano/testo/objectives/M1.15")
    expect(piera.locator("[name=title]")).to_have_count(0)  # the text in force is read there, and not written


def an_agreement_is_made(piera: Page, aldo: Page, rosa: Page) -> None:
    """Three parties approve and sign; five commitments, one of which was due yesterday."""
    piera.goto("/scrivania/intese/nuova")
    fill(piera, title="Convenzione per lo sportello dei dati", type="convention", code="sportello-dati", is_public=True)
    send(piera)
    here = "/scrivania/intese/sportello-dati"
    for code, office in ((CM, "Sindaco metropolitano"), (RHO, "Sindaco"), (BOLLATE, "Sindaca")):
        piera.goto(f"{here}/parti/nuova")
        choose(piera, "actor", code)
        fill(piera, role="ente aderente", signatory=office)
        send(piera)
    for number in range(1, 6):
        due = TODAY + timedelta(days=30 * number) if number > 1 else TODAY - timedelta(days=1)
        piera.goto(f"{here}/impegni/nuovo")
        choose(piera, "actor", (CM, RHO, BOLLATE)[number % 3])
        fill(
            piera,
            what=f"Impegno numero {number}",
            due_on=due.isoformat(),
            amount="1.234,50",
            element="objectives:M1.15",
        )
        send(piera)
    special(piera, here)
    piera.goto(f"{here}/dati")
    fill(piera, starts_on=TODAY.isoformat(), ends_on=(TODAY + timedelta(days=900)).isoformat())
    send(piera)
    move(piera, here, "negotiated")
    rosa.goto(here)
    rosa.locator("main a[href*='/approvazione']").first.click()
    fill(rosa, approval_body="Consiglio comunale", approval_number="12", approved_on=TODAY.isoformat())
    send(rosa)
    piera.goto(here)
    for href in {link.get_attribute("href") or "" for link in piera.locator("main a[href*='/approvazione']").all()}:
        piera.goto(href)
        if not piera.locator("[name=approved_on]").input_value():
            fill(piera, approval_body="Consiglio", approved_on=TODAY.isoformat())
            send(piera)
    move(piera, here, "approved")
    aldo.goto(f"{here}/firma")
    fill(aldo, signed_on=TODAY.isoformat(), signature="digital")
    send(aldo)
    move(piera, here, "in_force")


def choose(page: Page, name: str, code: str) -> None:
    """Chooses an actor by its title, as the form lists them."""
    titles = {CM: "Città metropolitana di Milano", RHO: "Comune di Rho", BOLLATE: "Comune di Bollate"}
    page.locator(f"main [name={name}]").select_option(label=titles[code])


def special(page: Page, here: str) -> None:
    """Fills the fields that the type of agreement adds."""
    page.goto(f"{here}/campi")
    for field in page.locator("main form textarea, main form input[type=text]").all():
        field.fill("come da testo")
    send(page)


def move(page: Page, here: str, state: str) -> None:
    page.goto(f"{here}/stato")
    fill(page, to=state)
    send(page)
    assert page.locator("main .error-summary").all_inner_texts() == []


def a_commitment_is_late(piera: Page, public: Page, year: Year) -> None:
    """Everybody sees it, the desk puts it first, and one digest goes to each address, not two."""
    public.goto("/intese/sportello-dati")
    expect(public.locator("main")).to_contain_text("Impegno numero 1")
    expect(public.locator("main")).to_contain_text(re.compile("scadut"))
    public.goto("/attori/comune-di-rho")
    expect(public.locator("main")).to_contain_text("Impegno numero 1")
    piera.goto("/scrivania")
    expect(piera.locator("main")).to_contain_text(re.compile("Impegno numero 1|sportello dei dati"))
    year.run("remind")
    assert any("Impegno numero 1" in text for text in year.letters.by_address["rosa@example.org"]), (
        year.letters.by_address
    )
    count = {address: len(texts) for address, texts in year.letters.by_address.items()}
    year.run("remind")
    assert {address: len(texts) for address, texts in year.letters.by_address.items()} == count


def twelve_referents_are_asked(piera: Page, public: Page, year: Year) -> None:
    """Nine confirm by link, one contests, two stay silent; the case stands beside the figure and replaces nothing."""
    piera.goto("/scrivania/attori")
    piera.locator("details.found-codes summary").click()
    piera.locator("details.found-codes button[type=submit]").click()
    piera.goto("/scrivania/tornate/nuova")
    piera.locator("details summary").first.click()
    offices = [
        link.get_attribute("href") or "" for link in piera.locator("main details a[href*='/attori/']").all()[:12]
    ]
    assert len(offices) == 12
    for number, href in enumerate(offices):
        piera.goto(f"{href.removesuffix('/dati')}/dati")
        fill(piera, office_email=f"ente-{number}@example.org")
        send(piera)
    piera.goto("/scrivania/tornate/nuova")
    fill(piera, title="Tornata d'autunno", opens_on=TODAY.isoformat(), due_on=(TODAY + timedelta(days=14)).isoformat())
    for number in range(12):
        code = offices[number].removesuffix("/dati").rsplit("/", 1)[-1]
        piera.locator(f"main [name=actors][value='{code}']").check()
    for box in piera.locator("main [name=actors]:checked").all():
        if box.get_attribute("value") not in {href.removesuffix("/dati").rsplit("/", 1)[-1] for href in offices}:
            box.uncheck()
    piera.get_by_role("button", name="Preparare").click()
    assert piera.locator("main .error-summary").all_inner_texts() == []
    expect(piera.locator("h1")).to_contain_text("Tornata d'autunno")
    page_of_round = piera.url
    piera.get_by_role("button", name=re.compile("^Apri")).click()
    links = {number: link_of(piera, year, f"ente-{number}@example.org") for number in range(12)}
    for number in range(9):
        referent = year.somebody()
        referent.goto(links[number])
        referent.get_by_role("button", name="Confermare tutte quelle che restano").click()
        expect(referent.locator("#progress")).to_contain_text(re.compile(r"\b(\d+) di \1\b"))
        referent.get_by_role("button", name="Inviare").click()
        expect(referent.locator("h1")).to_contain_text("Ricevuta", timeout=20_000)  # it is busy with mails
        referent.context.close()
    key = one_contests(year.somebody(), links[9])
    piera.goto(page_of_round)
    expect(piera.locator("main")).to_contain_text(
        "12 enti interpellati. Risposte inviate: 10; pagina aperta e nulla inviato: 0; pagina non aperta: 2"
    )
    expect(piera.get_by_role("region", name="Che cosa è stato contestato")).to_contain_text("caso")
    public.goto(f"/progetti/{key}")
    expect(public.locator("main")).to_contain_text("1.234.567,89")
    with public.expect_response("**/*.json") as twin:
        public.evaluate("key => fetch(`/progetti/${key}.json`)", key)
    assert 1234567.89 not in (twin.value.json()["funding_pnrr"], twin.value.json()["paid_pnrr"])


def link_of(page: Page, year: Year, email: str) -> str:
    """The link that was mailed to an address, once it has arrived."""
    for _ in range(100):
        for text in year.letters.by_address.get(email, []):
            found = re.search(r"http\S+/risposte/\S+", text)
            if found:
                return found[0]
        page.wait_for_timeout(100)
    raise AssertionError(f"no link reached {email}")


def one_contests(referent: Page, link: str) -> str:
    """Contests what was paid of the first project, confirms the rest; the project's key."""
    referent.goto(link)
    first = referent.locator(".ask-line", has=referent.locator("a[href*='/progetti/']")).first
    key = (first.locator("a[href*='/progetti/']").get_attribute("href") or "").rsplit("/", 1)[-1]
    first.get_by_label("Contesto").check()
    first.get_by_label("Quale valore non è giusto?").select_option("paid_pnrr")
    first.get_by_label("Perché?").fill("I mandati di marzo non risultano ancora.")
    first.get_by_label("Qual è invece quello giusto?").fill("1.234.567,89")
    referent.keyboard.press("Tab")
    expect(first.get_by_text("Contestazione salvata.")).to_be_visible()
    referent.get_by_role("button", name="Confermare tutte quelle che restano").click()
    expect(referent.locator("#progress")).to_contain_text(re.compile(r"\b(\d+) di \1\b"))
    referent.get_by_role("button", name="Inviare").click()
    expect(referent.locator("h1")).to_contain_text("Ricevuta", timeout=20_000)  # it is busy with mails
    return key


def the_next_update_begins(piera: Page, public: Page) -> None:
    """A year later: the next draft, shared, and its difference from the text in force."""
    piera.goto("/scrivania/piano/aggiornamento")
    send(piera)
    piera.goto("/scrivania/piano/testo/objectives/M1.15")
    fill(piera, title="Uno sportello unico e aperto per i dati del territorio")
    send(piera)
    told(piera, "Salvat")
    piera.goto("/scrivania/piano/vita")
    piera.get_by_role("button", name=re.compile("bozza")).click()
    told(piera, "bozza")
    piera.get_by_role("link", name=re.compile("^con il testo (precedente|vigente)")).first.click()
    expect(piera.locator("main ins").first).to_be_visible()
    public.goto(piera.url.replace("/scrivania", ""))  # a shared draft is compared on a public page too
    expect(public.locator("main")).to_contain_text("M1.15")


def every_page_that_they_reach_is_accessible(piera: Page, aldo: Page, rosa: Page, public: Page) -> None:
    """The desk of each, and what the public sees of a year's agreements, acts and texts."""
    for person in (piera, aldo, rosa):
        opened, wrong = wrong_on(person, "/scrivania", lambda path: path.startswith(DESK))
        assert opened > 5
        assert wrong == {}
    opened, wrong = wrong_on(public, "/intese", lambda path: path.startswith(("/intese", "/piano", "/prime-mosse")))
    assert opened > 5
    assert wrong == {}
