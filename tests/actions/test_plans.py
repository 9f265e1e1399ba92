from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings

from segnavia.actions import editions
from segnavia.actions.packages import get_package
from segnavia.actions.plans import LoadError, load
from segnavia.core.permissions import COMMAND
from segnavia.plans.canonical import canonical, from_canonical, plan_sha256
from segnavia.plans.reader import read
from segnavia.plans.schema import Package
from segnavia.registry.models import Edition, FrozenText, Objective, Plan
from segnavia.registry.texts import current_text
from tests.plans.samples import SOUND, package
from tests.plans.strategies import packages
from tests.plans.test_writer import MILANO

pytestmark = pytest.mark.django_db


def test_load_freezes_the_text() -> None:
    loaded = load(package(), by=COMMAND)
    assert loaded.changed
    assert loaded.text.sha256 == plan_sha256(package())
    assert loaded.text.content == canonical(package())
    assert loaded.text.frozen_by == "command"
    assert from_canonical(loaded.text.content) == get_package(loaded.edition) == package()


def test_load_again_changes_nothing() -> None:
    first = load(package(), by=COMMAND)
    row = Objective.objects.order_by("pk").first()
    again = load(package(), by=COMMAND)
    assert not again.changed
    assert again.edition == first.edition
    assert Objective.objects.order_by("pk").first() == row
    assert FrozenText.objects.count() == 1


def test_load_another_text_replaces_the_draft() -> None:
    first = load(package(), by=COMMAND)
    second = load(package(agenda=[], drivers=[]), by=COMMAND)
    assert second.changed
    assert second.edition == first.edition
    assert get_package(second.edition).drivers == ()
    assert current_text("015") == second.text
    assert (Plan.objects.count(), Edition.objects.count(), FrozenText.objects.count()) == (1, 1, 2)


def test_load_an_earlier_text_again_puts_it_back_in_force() -> None:
    first = load(package(), by=COMMAND)
    load(package(parts=[]), by=COMMAND)
    back = load(package(), by=COMMAND)
    assert back.changed
    assert back.text == first.text == current_text("015")
    assert get_package(back.edition) == package()
    assert FrozenText.objects.count() == 2


def test_load_that_loses_something_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    load(package(), by=COMMAND)
    monkeypatch.setattr(editions, "get_package", lambda _: package())
    with pytest.raises(LoadError, match="nothing was changed"):
        load(package(parts=[]), by=COMMAND)
    monkeypatch.undo()
    assert get_package(Edition.objects.get()) == package()
    assert FrozenText.objects.count() == 1


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(original=packages())
def test_load_then_get_gives_the_same_package(original: Package, db: None) -> None:
    assert get_package(load(original, by=COMMAND).edition) == original


def test_load_milan() -> None:
    plan = read(MILANO).package
    assert plan is not None
    assert get_package(load(plan, by=COMMAND).edition) == plan


def test_get_package_reads_each_table_once(django_assert_max_num_queries: Callable[[int], Any]) -> None:
    plan = read(MILANO).package
    assert plan is not None
    edition = load(plan, by=COMMAND).edition
    with django_assert_max_num_queries(21):
        get_package(edition)


def test_territory_follows_the_text_in_force() -> None:
    load(package(), by=COMMAND)
    load(package(plan={**SOUND["plan"], "territory": "058"}, municipalities=[]), by=COMMAND)
    assert current_text("015") is None
    assert current_text("058") is not None


def test_models_have_their_migration() -> None:
    call_command("makemigrations", "registry", check=True, dry_run=True, verbosity=0)
