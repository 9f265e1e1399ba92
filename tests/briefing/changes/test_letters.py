"""What a subscriber is told: everything since the last letter, nothing twice, nothing where nothing moved."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from segnavia.actions import mail, subscriptions
from segnavia.briefing import state
from segnavia.briefing.state import State
from segnavia.cli.digest import tell_all
from segnavia.core.permissions import ANYBODY, COMMAND
from segnavia.core.topics import WHOLE_PLAN, Topic, TopicKind
from segnavia.registry.models import Mail, NewsItem, Subscriber, Subscription
from segnavia.registry.subscriptions import PAUSE
from tests.briefing.changes import rows
from tests.briefing.changes.rows import DONE

OBJECTIVE = Topic(TopicKind.OBJECTIVE, "M1.01")


@pytest.fixture(autouse=True)
def _no_thread(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr(mail, "send_soon", lambda: None)
    settings.SITE_URL = "https://piano.example.org"


def follow(
    email: str = "a@example.org", topic: Topic = WHOLE_PLAN, *, of: str | None = None, language: str = "it"
) -> Subscription:
    """Somebody who has confirmed, told of the earlier bulletin or of that which `of` names."""
    subscriptions.ask(topic, "P", by=ANYBODY, email=email, language=language)
    row = Subscription.objects.get(subscriber__email=email, kind=topic.kind, code=topic.code)
    ids = state.published("015")
    return subscriptions.confirm(row, by=ANYBODY, known=(), bulletin=ids[1] if of is None else of)


def letters() -> list[Mail]:
    return list(Mail.objects.filter(purpose="news").order_by("pk"))


def a_week_later() -> None:
    for each in Subscriber.objects.exclude(told_at=None):
        Subscriber.objects.filter(pk=each.pk).update(told_at=each.told_at - PAUSE)


def test_letter_tells_all_since_the_bulletin_of_then_and_the_next_run_nothing(now: State) -> None:
    follow()
    assert tell_all() == (1, 0)
    (letter,) = letters()
    for said in (
        "22,01\u00a0€ in più",
        "15,46\u00a0€ in meno",
        "Scuola & palestra",
        "https://piano.example.org/novita?tipo=",
    ):
        assert said in letter.body
    assert tell_all() == (0, 0), "a week has not gone by"
    a_week_later()
    assert tell_all() == (0, 1), "nothing has moved since"
    assert len(letters()) == 1


def test_who_was_told_of_this_bulletin_hears_of_what_people_do_alone(now: State) -> None:
    follow(of=now.bulletin.id if now.bulletin else "")
    assert tell_all() == (0, 1)
    rows.first_move(title="Cantiere aperto", done_on=date(2020, 1, 1), **DONE)
    assert tell_all() == (1, 0), "written down late is new all the same"
    (letter,) = letters()
    assert "Cantiere aperto" in letter.body
    assert "PNRR" not in letter.body
    a_week_later()
    assert tell_all() == (0, 1)


def test_one_letter_for_all_that_an_address_follows(now: State) -> None:
    follow(topic=OBJECTIVE)
    follow()
    follow("b@example.org", Topic(TopicKind.MUNICIPALITY, "015003"))
    assert tell_all() == (1, 1), "nothing has moved in that municipality"
    (letter,) = letters()
    assert letter.to == "a@example.org"
    assert letter.body.index("M1.01") < letter.body.index("\nProva\n")


def test_what_two_followed_things_have_in_common_is_said_once(now: State) -> None:
    follow(topic=OBJECTIVE)
    follow()
    rows.agreement(title="Un patto")
    tell_all()
    (letter,) = letters()
    assert letter.body.count("Un patto") == 1


def test_change_that_another_run_noted_a_moment_later_is_told_once(now: State, monkeypatch: pytest.MonkeyPatch) -> None:
    follow(of=now.bulletin.id if now.bulletin else "")
    rows.first_move(done_on=date(2026, 1, 1), **DONE)
    later = timezone.now() + timedelta(seconds=5)
    NewsItem.objects.create(uid=f"first_move/{rows.FirstMove.objects.get().pk}/done/2026-01-01", first_seen_at=later)
    assert tell_all() == (1, 0)
    assert Subscription.objects.get().told_until == later
    a_week_later()
    assert tell_all() == (0, 1)


def test_bulletin_that_is_gone_leaves_nothing_to_compare_with(now: State) -> None:
    follow(of="015-2020-01-01-0123456789ab")
    assert tell_all() == (0, 1)


def test_thing_that_is_gone_is_passed_over(now: State) -> None:
    row = follow(topic=OBJECTIVE)
    Subscription.objects.filter(pk=row.pk).update(code="M9.99")
    assert tell_all() == (0, 1)


def test_letter_is_written_in_the_language_of_the_last_page(now: State) -> None:
    follow(topic=OBJECTIVE)
    follow(language="en")
    with translation.override("it"):
        assert tell_all() == (1, 0)
    (letter,) = letters()
    assert letter.body.startswith("Good morning,")
    assert "22.01\u00a0€ more" in letter.body
    assert "https://piano.example.org/en/novita?" in letter.body
    assert '<html lang="en">' in letter.html


def test_html_says_the_same_escaped_and_loads_nothing(now: State) -> None:
    follow()
    tell_all()
    (letter,) = letters()
    assert "Scuola &amp; palestra" in letter.html
    assert "22,01\u00a0€ in più" in letter.html
    for never in ("<script", "<img", "<link", "src=", "url("):
        assert never not in letter.html
    assert letter.headers["List-Unsubscribe"].strip("<>") in letter.html
    assert letter.headers["List-Unsubscribe"].strip("<>") in letter.body


def test_long_news_are_cut_and_lead_to_the_page(now: State) -> None:
    follow()
    for number in range(40):
        rows.first_move(title=f"Mossa {number}", done_on=date(2026, 1, 1), **DONE)
    tell_all()
    (letter,) = letters()
    told = letter.body.count("\n- ")
    assert told == 25
    assert "e altre " in letter.body
    assert letter.subject.startswith("Prova: ")


def test_run_without_a_plan_tells_nobody(db: None, settings: Any, tmp_path: Any) -> None:
    settings.SEGNAVIA_HOME = tmp_path
    assert tell_all() == (0, 0)


def test_moments_are_those_of_the_look(now: State) -> None:
    follow()
    before = timezone.now()
    tell_all()
    until = Subscription.objects.get().told_until
    assert isinstance(until, datetime)
    assert before <= until <= timezone.now()
    assert Subscription.objects.get().told_bulletin == (now.bulletin.id if now.bulletin else "")


def test_expired_requests_are_told_nothing(now: State) -> None:
    subscriptions.ask(WHOLE_PLAN, "P", by=ANYBODY, email="x@example.org", language="it")
    assert tell_all() == (0, 0)
    assert subscriptions.expire(by=COMMAND) == 0
