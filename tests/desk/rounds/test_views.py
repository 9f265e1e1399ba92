"""The office's pages of rounds, on a bulletin that was measured from rows made by hand."""

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client

from segnavia.actions import answers, mail
from segnavia.core.facts import Facts
from segnavia.core.permissions import Role
from segnavia.desk.answers import taking
from segnavia.desk.rounds import candidates, views
from segnavia.monitoring.asked import AskedProject
from segnavia.registry.models import Actor, Case, Edition, FrozenText, Inquiry, Mail, Round
from segnavia.registry.round_links import principal_of
from tests.desk.people import actor, desk_of, person
from tests.portal.sample import BULLETIN, Reader, plan_text
from tests.portal.sample_projects import KEY, LINE, UNMEASURED
from tests.rounding import asked, opened, plan, prepared, project

pytestmark = pytest.mark.django_db
MILANO = "01199250158"


@pytest.fixture(autouse=True)
def _unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "send_soon", lambda: None)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Milan plan in force, and the sample's bulletin through the seams by which the pages read it."""
    reader = Reader()
    edition = Edition.objects.create(
        plan=plan(), title="Piano", short_title="PSTTM", body="Città metropolitana di Milano", territory="015",
        period_start=2022, period_end=2024, language="it", provenance="source",
    )  # fmt: skip
    edition.text = FrozenText.objects.create(edition=edition, sha256="a" * 64, content=plan_text(), frozen_by="test")
    edition.save()
    projects = {
        MILANO: (
            AskedProject(LINE, Decimal("60000000.00"), Decimal("13239600.25"), 3, 1),
            AskedProject(UNMEASURED, None, None, 0, 0),
        )
    }
    monkeypatch.setattr(views, "reading", reader)
    monkeypatch.setattr(taking, "get_project", reader.get_project)
    monkeypatch.setattr(
        candidates, "get_projects_of", lambda _home, _id, bodies: {code: projects[code] for code in bodies}
    )


def milano(*, tax_code: str = "", email: str = "ufficio@milano.example.org") -> Actor:
    body = actor("comune-di-milano", "Comune di Milano")
    body.tax_code, body.office_email = tax_code, email
    body.save()
    return body


@pytest.fixture
def office() -> Client:
    return desk_of(person(Role.PLANNER))


def sent(**values: object) -> dict[str, object]:
    return {
        "form": "PrepareForm",
        "title": "Tornata di primavera",
        "opens_on": "2026-04-01",
        "due_on": "2026-04-15",
        "limit": "20",
        "bulletin": BULLETIN.id,
        "actors": ["comune-di-milano"],
        **values,
    }


@pytest.mark.usefixtures("measured")
def test_new_round_is_filled_in_from_the_bulletin(office: Client) -> None:
    milano(tax_code=MILANO)
    html = office.get("/scrivania/tornate/nuova").content.decode()
    assert "COMUNE DI MILANO" in html
    assert "dal codice fiscale" in html
    assert office.post("/scrivania/tornate/nuova", sent()).status_code == 302
    row = Round.objects.get()
    late, unknown = Inquiry.objects.get().lines.all()
    assert (row.bulletin, late.key, late.official["state"]) == (BULLETIN.id, KEY, "late")
    assert late.official["paid_pnrr"] == "13239600.25"
    assert late.official["targets"] == "1/3"
    assert unknown.official["paid_pnrr"] is None
    assert unknown.official["targets"] is None
    assert not Mail.objects.exists()


@pytest.mark.usefixtures("measured")
def test_match_by_name_is_shown_and_not_ticked(office: Client) -> None:
    milano()
    response = office.get("/scrivania/tornate/nuova")
    assert "dal nome: da controllare" in response.content.decode()
    assert response.context["form"]["actors"].value() == []
    assert Actor.objects.get().tax_code == "", "nothing guessed is stored"


@pytest.mark.usefixtures("measured")
def test_lines_that_are_too_many_are_counted(office: Client) -> None:
    milano(tax_code=MILANO)
    office.post("/scrivania/tornate/nuova", sent(limit="1"))
    found = Inquiry.objects.get()
    assert (found.lines.count(), found.left_out) == (1, 1)


@pytest.mark.usefixtures("measured")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"title": ""}, "title", id="no title"),
        pytest.param({"due_on": "2026-03-01"}, "due_on", id="due before it opens"),
        pytest.param({"due_on": "9999-12-31"}, "due_on", id="far year"),
        pytest.param({"opens_on": "soon"}, "opens_on", id="no date"),
        pytest.param({"actors": []}, "actors", id="nobody"),
        pytest.param({"actors": ["nowhere"]}, "actors", id="a body that cannot be asked"),
    ],
)
def test_bad_round_says_so_at_its_field_and_loses_nothing(
    office: Client, values: dict[str, object], field: str
) -> None:
    milano(tax_code=MILANO)
    response = office.post("/scrivania/tornate/nuova", sent(**{"note": "<b>Grazie</b>", **values}))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "&lt;b&gt;Grazie&lt;/b&gt;" in response.content.decode()
    assert not Round.objects.exists()


@pytest.mark.usefixtures("measured")
def test_body_without_address_is_told_and_cannot_be_ticked(office: Client) -> None:
    milano(tax_code=MILANO, email="")
    response = office.get("/scrivania/tornate/nuova")
    assert "ma nessun indirizzo" in response.content.decode()
    assert office.post("/scrivania/tornate/nuova", sent()).status_code == 422


def test_without_plan_or_bulletin_it_says_what_to_do(office: Client) -> None:
    response = office.get("/scrivania/tornate/nuova")
    assert response.status_code == 200
    assert "segnavia plan load" in response.content.decode()


def test_round_is_opened_and_closed_from_its_page(office: Client) -> None:
    row = prepared()
    address = f"/scrivania/tornate/{row.pk}"
    assert office.post(address, {"form": "OpenForm", "version": row.version}).status_code == 302
    row.refresh_from_db()
    assert row.state == "open"
    office.post(address, {"form": "CloseForm", "version": row.version})
    row.refresh_from_db()
    assert row.state == "closed"


def test_page_shows_who_answered_what_was_contested_and_what_changed(office: Client) -> None:
    body = actor()
    earlier = opened(asked(body, [project(1)]), title="Prima")
    row = opened(asked(body, [project(1, paid_pnrr="7.00"), project(2)]), title="Seconda")
    found = row.inquiries.get()
    by = principal_of(found)
    answers.note_opening(found, by=by)
    line = found.lines.first()
    answers.contest(line, by=by, version=line.version, contested="paid_pnrr", reason="<script>x</script>", value="9.50")
    answers.confirm(found, [found.lines.last()], by=by)
    answers.send(found, by=by, version=found.version)
    html = office.get(f"/scrivania/tornate/{row.pk}").content.decode()
    assert "1 ente interpellato. Risposte inviate: 1;" in html
    assert "9,50" in html
    assert f"/scrivania/casi/{Case.objects.get().pk}" in html
    assert "non noto → 7,00" in html
    assert earlier.title in html
    page = office.get(f"/scrivania/tornate/{row.pk}/{body.code}").content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "/risposte/" not in page, "the link is in the mail and nowhere else"


def test_link_is_renewed_and_revoked_from_the_body_s_page(office: Client) -> None:
    row = opened()
    found = row.inquiries.get()
    address = f"/scrivania/tornate/{row.pk}/{found.actor.code}"
    bad = office.post(address, {"form": "RenewForm", "version": found.version, "email": "nope"})
    assert bad.status_code == 422
    assert 'value="nope"' in bad.content.decode()
    good = {"form": "RenewForm", "version": found.version, "email": "new@example.org"}
    assert office.post(address, good).status_code == 302
    found.refresh_from_db()
    assert found.email == "new@example.org"
    office.post(address, {"form": "RevokeForm", "version": found.version})
    found.refresh_from_db()
    assert found.revoked_at is not None
    assert office.post(address, good).status_code == 422, "somebody else was first"


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.AUDITOR, 200), (Role.APPROVER, 200), (Role.ADMINISTRATOR, 403), (Role.REFERENT, 403)],
)
def test_others_read_or_not_and_never_open(role: Role, status: int) -> None:
    row = prepared()
    client = desk_of(person(role, actor=Actor.objects.get()))
    assert client.get(f"/scrivania/tornate/{row.pk}").status_code == status
    client.post(f"/scrivania/tornate/{row.pk}", {"form": "OpenForm", "version": row.version})
    row.refresh_from_db()
    assert row.state == "prepared"


def test_table_holds_every_line_and_no_formula(office: Client) -> None:
    body = actor()
    row = opened(asked(body, [project(1), project(2)]))
    found = row.inquiries.get()
    line = found.lines.first()
    answers.contest(
        line, by=principal_of(found), version=line.version, contested="state", reason="=HYPERLINK(1)", value="@x"
    )
    response = office.get(f"/scrivania/tornate/{row.pk}.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert len({len(row) for row in rows}) == 1
    assert rows[1][-3:] == ["state", "'@x", "'=HYPERLINK(1)"]
    assert rows[2][rows[0].index("Pagato dal PNRR, €")] == "", "what is not known is empty, and no zero"


@pytest.mark.usefixtures("measured")
def test_contested_value_carries_its_source_rows() -> None:
    rows = taking.rows_behind(BULLETIN.id, taking.LineKind.PROJECT, KEY, "paid_pnrr")
    assert rows
    assert {row["dataset"] for row in rows} == {"PNRR_Pagamenti_di_Progetto"}
    assert {"dataset", "as_of", "sha256", "row"} == set(rows[0])
    assert taking.rows_behind(BULLETIN.id, taking.LineKind.PROJECT, "nothing", "state") == []
    assert taking.rows_behind(BULLETIN.id, taking.LineKind.COMMITMENT, KEY, "state") == []
    assert Facts().targets == 0
