"""Actors: their codes and tax codes, the municipalities of a plan, and whatever somebody may type."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segnavia.actions import actors, documents
from segnavia.actions.writing import Refused
from segnavia.core.permissions import COMMAND
from segnavia.registry.models import Actor, AuditEvent, Document
from segnavia.registry.models.versions import Conflict
from tests.actions.people import PLANNER

pytestmark = pytest.mark.django_db
MILANO = "08911820960"  # of the Città metropolitana, which is published with every act of it


def add(**values: str) -> Actor:
    return actors.add(**{"by": PLANNER, "title": "Comune di Rho", "kind": "municipality", **values})


@pytest.mark.parametrize(
    ("title", "code"),
    [
        pytest.param("Comune di Rho", "comune-di-rho", id="plain"),
        pytest.param("Città di Ràngo – Sud", "citta-di-rango-sud", id="accents"),
        pytest.param("Ente_di_prova", "ente-di-prova", id="underscores"),
        pytest.param("a_-_b", "a-b", id="underscores among hyphens"),
        pytest.param("日本", "attore", id="no Latin letter"),
        pytest.param("🏛", "attore", id="a picture"),
        pytest.param(f"{'x' * 89} yz", "x" * 89, id="cut at a hyphen"),
    ],
)
def test_code_is_made_of_the_title(title: str, code: str) -> None:
    assert add(title=title).code == code


def test_code_that_is_taken_gets_a_number() -> None:
    assert [add().code for _ in range(3)] == ["comune-di-rho", "comune-di-rho-2", "comune-di-rho-3"]


def test_direction_follows_from_the_kind_unless_it_is_said() -> None:
    assert add().direction == "municipalities"
    assert add(kind="university").direction == "intermediate_bodies"
    assert add(direction="metropolitan_city").direction == "metropolitan_city"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"tax_code": "RSSMRA80A01F205X"}, "tax_code", id="a person's tax code"),
        pytest.param({"tax_code": "08911820961"}, "tax_code", id="wrong check digit"),
        pytest.param({"tax_code": "IT08911820960"}, "tax_code", id="with the country"),
        pytest.param({"tax_code": "0891 182 0960"}, "tax_code", id="with blanks"),
        pytest.param({"tax_code": "٠٨٩١١٨٢٠٩٦٠"}, "tax_code", id="digits of another script"),
        pytest.param({"tax_code": MILANO}, "tax_code", id="of another actor"),
        pytest.param({"municipality": "15182"}, "municipality", id="no ISTAT code"),
        pytest.param({"municipality": "015182"}, "municipality", id="a municipality that is an actor"),
        pytest.param({"title": "   "}, "title", id="no title"),
        pytest.param({"title": "x" * 301}, "title", id="long title"),
        pytest.param({"title": "a\x00b"}, "title", id="NUL"),
        pytest.param({"title": "a\nb"}, "title", id="two lines"),
        pytest.param({"kind": "club"}, "kind", id="unknown kind"),
        pytest.param({"direction": "north"}, "direction", id="unknown direction"),
        pytest.param({"code": "Comune di Rho"}, "code", id="no code"),
        pytest.param({"code": "milano"}, "code", id="a code that is taken"),
        pytest.param({"ipa_code": "x" * 11}, "ipa_code", id="long IPA code"),
        pytest.param({"office_email": "nobody"}, "office_email", id="no address"),
    ],
)
def test_wrong_value_is_refused_at_its_field(values: dict[str, str], field: str) -> None:
    add(title="Milano", kind="metropolitan_city", tax_code=MILANO, municipality="015182", code="milano")
    with pytest.raises(Refused) as refused:
        add(**values)
    assert list(refused.value.fields) == [field]
    assert "constraint" not in refused.value.fields[field].lower()
    assert Actor.objects.count() == 1


def test_revision_is_checked_and_told() -> None:
    actor = add()
    with pytest.raises(Refused) as refused:
        actors.revise(actor, by=PLANNER, version=1, title="  ")
    assert list(refused.value.fields) == ["title"]
    assert actor.title == "Comune di Rho"
    actors.revise(actor, by=PLANNER, version=1, title=" Città di Rho ", ipa_code="c_h264")
    assert (actor.title, actor.code, actor.version) == ("Città di Rho", "comune-di-rho", 2)
    event = AuditEvent.objects.latest("sequence")
    assert event.details == '{"ipa_code":["","c_h264"],"title":["Comune di Rho","Città di Rho"]}'
    with pytest.raises(Conflict):
        actors.revise(actor, by=PLANNER, version=1, title="Rho")


def test_seed_adds_what_is_missing_once() -> None:
    add(municipality="015182")
    places = [("015182", "Rho"), ("015027", "Bollate")]
    first = actors.seed("Città metropolitana di Milano", places, by=COMMAND)
    assert [actor.code for actor in first] == ["citta-metropolitana-di-milano", "comune-di-bollate"]
    events = AuditEvent.objects.count()
    assert actors.seed("Città metropolitana di Milano", places, by=COMMAND) == []
    assert AuditEvent.objects.count() == events
    assert Actor.objects.count() == 3


def typed() -> st.SearchStrategy[str]:
    """What a keyboard, a clipboard or an attacker gives."""
    nasty = st.sampled_from(
        ["\x00", "a\x00b", "<script>alert(1)</script>", "'; DROP TABLE x; --", "🏛" * 50, "\u202eabc", "è" * 400]
    )
    return st.one_of(st.text(max_size=400), st.text(st.characters(), max_size=20), nasty, st.just("x" * 100_000))


def outcome(call: Callable[[], Any]) -> tuple[list[str], Any]:
    """The fields at which something was refused, or what came of it. Any other exception is a fault."""
    try:
        return [], call()
    except Refused as refused:
        return list(refused.fields), None


FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(title=typed(), ipa_code=typed(), email=typed(), tax_code=typed())
def test_actor_of_anything_is_refused_at_a_field_or_reads_back_the_same(
    title: str, ipa_code: str, email: str, tax_code: str
) -> None:
    values = {"title": title, "ipa_code": ipa_code[:10], "office_email": email, "tax_code": tax_code}
    for given_now in ({"title": title}, values):
        with transaction.atomic():
            refused, actor = outcome(lambda values=given_now: add(**values))
            if actor is None:
                assert refused
            else:
                stored: dict[str, Any] = Actor.objects.filter(pk=actor.pk).values(*given_now).get()
                assert stored == {name: value.strip() for name, value in given_now.items()}
            transaction.set_rollback(True)


@FUZZ
@given(name=typed())
def test_document_of_any_name_is_refused_at_the_file_or_reads_back_the_same(
    name: str, settings: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings.SEGNAVIA_HOME = tmp_path_factory.getbasetemp()
    for whole in (name, f"{name}.pdf"):
        upload = SimpleUploadedFile("x", b"%PDF-1.7\n")
        upload._name = whole
        with transaction.atomic():
            actor = add()
            refused, document = outcome(lambda upload=upload: documents.store(upload, by=PLANNER, title=""))
            if document is None:
                assert refused == ["file"]
            else:
                assert Document.objects.get(pk=document.pk).name == document.name
                assert document.name.endswith(".pdf")
            assert Actor.objects.filter(pk=actor.pk).exists()
            transaction.set_rollback(True)
