"""Subscriptions as actions: what is kept, what goes, and that nobody is told twice, whoever runs at once."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from segnavia.actions import mail, subscriptions
from segnavia.actions.subscriptions import DIGEST, Letter, Told
from segnavia.actions.writing import Refused
from segnavia.core.permissions import ANYBODY, COMMAND
from segnavia.core.topics import WHOLE_PLAN, Topic, TopicKind
from segnavia.registry.models import AuditEvent, Mail, NewsItem, Subscriber, Subscription
from segnavia.registry.subscriptions import (
    PAUSE,
    confirmed_of,
    ending_of,
    ending_token,
    kept_of,
    new_confirmation,
    to_be_told,
    waiting,
)

pytestmark = pytest.mark.django_db
OBJECTIVE = Topic(TopicKind.OBJECTIVE, "M1.01")
LETTER = Letter("Novità", "testo\n", "<p>testo</p>")


@pytest.fixture(autouse=True)
def _no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "send_soon", lambda: None)


def ask(email: str = "a@example.org", topic: Topic = WHOLE_PLAN) -> Subscription:
    subscriptions.ask(topic, "PSTTM", by=ANYBODY, email=email, language="it")
    return Subscription.objects.get(subscriber__email=email, kind=topic.kind, code=topic.code)


def confirmed(email: str = "a@example.org", topic: Topic = WHOLE_PLAN) -> Subscription:
    return subscriptions.confirm(ask(email, topic), by=ANYBODY, known=(), bulletin="015-2025-03-31-aaaaaaaaaaaa")


def told(row: Subscription) -> dict[int, Told]:
    return {row.pk: Told(timezone.now(), "015-2025-06-30-bbbbbbbbbbbb")}


def test_asking_again_makes_the_older_link_void_and_no_second_row() -> None:
    first = ask().confirmation
    again = ask()
    assert again.confirmation != first
    assert (Subscription.objects.count(), Subscriber.objects.count()) == (1, 1)
    assert not AuditEvent.objects.exists(), "anybody could fill the log with what nobody has confirmed"


def test_token_of_a_confirmation_is_found_by_its_digest() -> None:
    row = ask()
    token, kept = new_confirmation()
    Subscription.objects.update(confirmation=kept)
    assert waiting(token) == row
    assert kept == kept_of(token)
    for none in ("", kept, token[:-1], f"{token} "):
        assert waiting(none) is None
    assert waiting(token, timezone.now() + timedelta(hours=48, seconds=1)) is None


def test_confirming_twice_changes_nothing_and_leaves_one_event() -> None:
    row = confirmed()
    before = (row.confirmed_at, row.told_until)
    again = subscriptions.confirm(row, by=ANYBODY, known=(), bulletin="other")
    assert (again.confirmed_at, again.told_until, again.told_bulletin) == (*before, "015-2025-03-31-aaaaaaaaaaaa")
    assert [event.action for event in AuditEvent.objects.all()] == ["subscriptions.confirm"]


@pytest.mark.parametrize("topic", [WHOLE_PLAN, OBJECTIVE])
def test_ending_deletes_the_address_and_every_mail_to_it(topic: Topic) -> None:
    row, other = confirmed(topic=topic), confirmed("b@example.org")
    mail.queue("a@example.org", "Rilevazione", "…", "inquiry")  # of another purpose: the office's own
    subscriptions.end(row.subscriber, None, by=ANYBODY)
    assert list(Subscriber.objects.all()) == [other.subscriber]
    assert {(each.to, each.purpose) for each in Mail.objects.all()} == {
        ("a@example.org", "inquiry"), ("b@example.org", "subscription"),
    }  # fmt: skip
    assert ending_of(ending_token(row.subscriber)) is not None


def test_ending_one_of_two_keeps_the_other() -> None:
    one, other = confirmed(), confirmed(topic=OBJECTIVE)
    subscriptions.end(one.subscriber, one, by=ANYBODY)
    assert list(Subscription.objects.all()) == [other]


def test_what_nobody_confirmed_is_deleted_after_48_hours_and_nothing_else() -> None:
    kept = confirmed("kept@example.org")
    ask("kept@example.org", OBJECTIVE)
    ask("gone@example.org")
    Subscription.objects.update(asked_at=timezone.now() - timedelta(hours=49))
    fresh = ask("fresh@example.org")
    assert subscriptions.expire(by=COMMAND) == 2
    assert set(Subscription.objects.all()) == {kept, fresh}
    assert not Mail.objects.filter(to="gone@example.org").exists()
    assert Mail.objects.filter(to="kept@example.org").exists()
    assert subscriptions.expire(by=COMMAND) == 0
    (event,) = AuditEvent.objects.filter(action="subscriptions.expire")
    assert event.details == '{"expired":2}'


def test_letter_has_both_forms_and_the_button_of_mail_programs() -> None:
    row = confirmed()
    assert subscriptions.tell(row.subscriber, LETTER, told(row), by=COMMAND, language="it")
    message = Mail.objects.get(purpose=DIGEST)
    assert (message.to, message.subject, message.body, message.html) == ("a@example.org", *vars_of(LETTER))
    link = message.headers["List-Unsubscribe"]
    assert link.startswith("<")
    assert link.endswith(">")
    assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = link.strip("<>").rsplit("/", 1)[1]
    found = ending_of(token)
    assert found is not None
    assert found.subscriber == row.subscriber
    row.refresh_from_db()
    assert row.told_bulletin == "015-2025-06-30-bbbbbbbbbbbb"


def vars_of(letter: Letter) -> tuple[str, str, str]:
    return letter.subject, letter.text, letter.html


def test_second_of_two_runs_that_read_the_same_tells_nobody() -> None:
    row = confirmed()
    one, other = (Subscriber.objects.get() for _ in range(2))
    assert subscriptions.tell(one, LETTER, told(row), by=COMMAND, language="it")
    assert not subscriptions.tell(other, LETTER, told(row), by=COMMAND, language="it")
    assert Mail.objects.filter(purpose=DIGEST).count() == 1


def test_run_that_is_cut_off_has_told_nobody_halfway(monkeypatch: pytest.MonkeyPatch) -> None:
    row = confirmed()

    def cut_off(*_args: Any, **_kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mail, "queue", cut_off)
        with pytest.raises(KeyboardInterrupt):
            subscriptions.tell(Subscriber.objects.get(), LETTER, told(row), by=COMMAND, language="it")
    row.refresh_from_db()
    assert row.told_bulletin == "015-2025-03-31-aaaaaaaaaaaa"
    assert Subscriber.objects.get().told_at is None
    assert subscriptions.tell(Subscriber.objects.get(), LETTER, told(row), by=COMMAND, language="it")


@pytest.mark.django_db(transaction=True)
def test_many_runs_at_once_tell_each_subscriber_once() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory, and of one thread; PostgreSQL is asked")
    rows = [confirmed(f"n{number}@example.org") for number in range(10)]
    seen = list(Subscriber.objects.all())
    begin = threading.Barrier(4)

    def run() -> None:
        begin.wait()
        for subscriber, row in zip(seen, rows, strict=True):
            subscriptions.tell(subscriber, LETTER, told(row), by=COMMAND, language="it")
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent = Mail.objects.filter(purpose=DIGEST).values_list("to", flat=True)
    assert sorted(sent) == sorted(row.subscriber.email for row in rows)


def test_to_be_told_are_those_who_have_rested_a_week_and_have_confirmed() -> None:
    now = timezone.now()
    never, rested, fresh = (confirmed(f"{name}@example.org").subscriber for name in ("never", "rested", "fresh"))
    ask("waiting@example.org")
    Subscriber.objects.filter(pk=rested.pk).update(told_at=now - PAUSE)
    Subscriber.objects.filter(pk=fresh.pk).update(told_at=now - PAUSE + timedelta(minutes=1))
    assert list(to_be_told(now)) == [never, rested]
    ask("never@example.org", OBJECTIVE)
    assert [each.kind for each in confirmed_of(never)] == ["plan"]


def test_change_is_first_seen_once() -> None:
    first = subscriptions.note_news(["a", "b"], by=COMMAND)
    again = subscriptions.note_news(["b", "c"], by=COMMAND)
    assert again["b"] == first["b"]
    assert again["c"] > first["b"]
    assert NewsItem.objects.count() == 3
    assert not AuditEvent.objects.exists()


def test_run_leaves_one_event_with_a_number_and_none_for_nothing() -> None:
    subscriptions.note_run(by=COMMAND, sent=0)
    subscriptions.note_run(by=COMMAND, sent=7)
    (event,) = AuditEvent.objects.all()
    assert (event.action, event.details) == ("subscriptions.note_run", '{"digests":7}')


@pytest.mark.parametrize("email", ["x", "x@example.org\nBcc: y@example.org", "", " ", '"\x02"@example.org'])
def test_what_is_no_address_is_refused(email: str) -> None:
    for action in (
        lambda: subscriptions.ask(WHOLE_PLAN, "P", by=ANYBODY, email=email, language="it"),
        lambda: subscriptions.send_links(by=ANYBODY, email=email, language="it"),
    ):
        with pytest.raises(Refused) as refused:
            action()
        assert "email" in refused.value.fields
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"confirmation": ""}, id="waiting without a token"),
        pytest.param({"confirmation": "abc"}, id="a token that is no digest"),
        pytest.param({"confirmed_at": "now"}, id="confirmed with a token left"),
        pytest.param({"kind": "objective"}, id="an objective without a code"),
        pytest.param({"code": "M1.01"}, id="the plan with a code"),
        pytest.param({"kind": "objective", "code": "M1.1"}, id="a code of another form"),
        pytest.param({"kind": "nothing", "code": "x"}, id="an unknown kind"),
        pytest.param({"language": "fr"}, id="an unknown language"),
    ],
)
def test_database_refuses_what_cannot_be(values: dict[str, Any]) -> None:
    ask()
    values = {name: timezone.now() if value == "now" else value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscriber.objects.update(email="A@example.org")
