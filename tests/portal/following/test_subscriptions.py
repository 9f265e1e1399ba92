"""Following by mail, from the form to the end of it, before a real mail server: nothing is told of any address."""

import re
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from segnavia.registry.models import AuditEvent, Mail, NewsItem, Subscriber, Subscription
from segnavia.registry.subscriptions import ending_token
from tests.briefing.changes import rows
from tests.briefing.changes.rows import DONE
from tests.portal.following.conftest import Post
from tests.portal.markup import Markup

ADDRESS = "lettrice@example.org"
LINK = re.compile(r"https://piano\.example\.org(/\S+)")


def ask(site: Client, email: str = ADDRESS, page: str = "/iscrizioni", **more: str) -> Any:
    with site_transactions():
        return site.post(page, {"email": email, "do": "ask", **more})


def link_in(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    (found,) = LINK.findall(body.get_content())
    return str(found)


class site_transactions:  # noqa: N801 - reads as a phrase
    """What is to be done after commit is done: the tests' transaction never commits."""

    def __enter__(self) -> None:
        from django.test.testcases import TestCase

        self.captured = TestCase.captureOnCommitCallbacks(execute=True)
        self.captured.__enter__()

    def __exit__(self, *raised: object) -> None:
        self.captured.__exit__(*raised)


def follow(site: Client, post: Post, **more: str) -> Subscription:
    """Ask, and confirm by the mail's link."""
    assert ask(site, **more).status_code == 302
    page = link_in(post.taken[-1])
    assert site.post(page).status_code == 200
    return Subscription.objects.latest("pk")


def test_form_mail_confirmation_and_end(site: Client, post: Post) -> None:
    form = site.get("/iscrizioni?obiettivo=M1.01")
    assert "Servizi digitali ai cittadini" in form.content.decode()
    answer = ask(site, f"  {ADDRESS.upper()} ", obiettivo="M1.01")
    assert (answer.status_code, answer["Location"]) == (302, "/iscrizioni/inviata")
    assert site.get("/iscrizioni/inviata").status_code == 200
    (message,) = post.taken
    assert message["To"] == ADDRESS
    assert message["Auto-Submitted"] == "auto-generated"
    page = link_in(message)
    shown = site.get(page)
    assert (shown.status_code, shown["Referrer-Policy"]) == (200, "no-referrer")
    assert "no-store" in shown["Cache-Control"]
    assert Subscription.objects.get().confirmed_at is None, "a program that opens every link of a mail confirms nothing"
    assert site.post(page).status_code == 200
    row = Subscription.objects.get()
    assert (row.kind, row.code, row.language, row.confirmation) == ("objective", "M1.01", "it", "")
    assert row.told_bulletin.startswith("015-2025-03-31-")
    page = f"/iscrizioni/disdetta/{ending_token(row.subscriber)}"
    assert "Servizi digitali ai cittadini" in site.get(page).content.decode()
    assert site.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()
    assert not Mail.objects.exists(), "the mail that was sent to it is gone too"
    assert site.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200, "and once more is no error"
    assert not site.cookies


def test_confirmation_works_once_and_within_48_hours(site: Client, post: Post) -> None:
    ask(site)
    page = link_in(post.taken[0])
    Subscription.objects.update(asked_at=timezone.now() - timedelta(hours=49))
    assert site.get(page).status_code == 410
    assert site.post(page).status_code == 410
    assert Subscription.objects.get().confirmed_at is None
    ask(site)
    newer = link_in(post.taken[1])
    assert site.post(page).status_code == 410, "a newer one has taken its place"
    assert site.post(newer).status_code == 200
    assert site.post(newer).status_code == 410
    assert Subscription.objects.count() == 1


def test_token_stands_in_the_database_as_a_digest_alone(site: Client, post: Post) -> None:
    ask(site)
    token = link_in(post.taken[0]).rsplit("/", 1)[1]
    row = Subscription.objects.get()
    stored = " ".join(str(value) for each in (row, row.subscriber, Mail.objects.get()) for value in vars(each).values())
    assert token not in stored
    assert len(row.confirmation) == 64


def test_answer_is_the_same_whether_the_address_is_known_or_not(site: Client, post: Post) -> None:
    follow(site, post)
    known, unknown = ask(site), ask(site, "altra@example.org")
    assert (known.status_code, known["Location"], known.content) == (
        unknown.status_code, unknown["Location"], unknown.content,
    )  # fmt: skip
    told = post.taken[1].get_body(("plain",))
    assert told is not None
    assert "Le riceve già" in told.get_content()
    links = [ask(site, email, do="links") for email in (ADDRESS, "nessuno@example.org")]
    assert {(each.status_code, each["Location"], each.content) for each in links} == {(302, "/iscrizioni/inviata", b"")}
    assert [message["To"] for message in post.taken[3:]] == [ADDRESS]
    assert link_in(post.taken[3]).startswith("/iscrizioni/disdetta/")


def test_english_page_writes_an_english_mail_with_english_links(site: Client, post: Post) -> None:
    ask(site, page="/en/iscrizioni")
    body = post.taken[0].get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("Good morning,")
    assert link_in(post.taken[0]).startswith("/en/iscrizioni/conferma/")
    assert site.post(link_in(post.taken[0])).status_code == 200
    assert Subscription.objects.get().language == "en"


@pytest.mark.parametrize(
    "email",
    [
        "", "nessuna", "a@b", "a b@example.org", "x@example.org\nBcc: tutti@example.org", "a@example.org,b@example.org",
        "x@example.org\r\nSubject: altro", f"{'a' * 250}@example.org", "a@example.org\x00", "à@example.org",
        '"<script>"@', "x@example.org%0ABcc:y@example.org", '"a\x01b"@example.org',
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_at_its_field_and_no_mail_goes(site: Client, post: Post, email: str) -> None:
    answer = ask(site, email)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'aria-invalid="true"' in html
    assert "<script>" not in html.partition("<main")[2]
    assert not post.taken
    assert not Subscriber.objects.exists()


def test_address_with_a_quoted_part_goes_to_itself_alone(site: Client, post: Post) -> None:
    ask(site, '"due,parole"@example.org')
    (message,) = post.taken
    assert message["To"] == '"due,parole"@example.org'


@pytest.mark.parametrize("page", ["/iscrizioni?obiettivo=M9.99", "/iscrizioni?obiettivo=M1.01&comune=015001"])
def test_what_is_not_there_cannot_be_followed(site: Client, page: str) -> None:
    assert site.get(page).status_code == 404
    assert ask(site, obiettivo="M9.99").status_code == 404
    assert not Subscriber.objects.exists()


def test_address_gets_five_of_our_mails_a_day_and_nobody_is_told(site: Client, post: Post) -> None:
    answers = [ask(site) for _ in range(7)]
    assert {each.status_code for each in answers} == {302}
    assert len(post.taken) == 5


def test_network_sends_ten_forms_an_hour(site: Client, post: Post) -> None:
    answers = [ask(site, f"uno{number}@example.org").status_code for number in range(12)]
    assert answers == [302] * 10 + [429] * 2
    cache.clear()
    assert ask(site).status_code == 302


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://altrove.example.org"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "same-origin"}, 302),
        ({"origin": "http://testserver"}, 302),
        ({}, 302),
    ],
)
def test_form_of_another_site_is_refused(site: Client, post: Post, headers: dict[str, str], status: int) -> None:
    with site_transactions():
        answer = site.post("/iscrizioni", {"email": ADDRESS}, headers=headers)
    assert answer.status_code == status
    assert len(post.taken) == (status == 302)


def test_form_needs_no_cookie_and_sets_none(site: Client, post: Post) -> None:
    strict = Client(enforce_csrf_checks=True)
    with site_transactions():
        assert strict.post("/iscrizioni", {"email": ADDRESS}).status_code == 302
    assert not strict.cookies
    page = link_in(post.taken[0])
    assert strict.post(page).status_code == 200
    assert not strict.cookies


@pytest.mark.parametrize("damage", [lambda t: t[:-1], lambda t: f"{t}x", lambda t: "x", lambda t: t.swapcase()])
def test_damaged_link_ends_nothing(site: Client, post: Post, damage: Any) -> None:
    row = follow(site, post)
    page = f"/iscrizioni/disdetta/{damage(ending_token(row.subscriber))}"
    for send in (site.get, site.post):
        answer = send(page)
        assert answer.status_code == 404
        assert ADDRESS not in answer.content.decode()
    assert Subscription.objects.count() == 1
    assert site.get(f"/iscrizioni/conferma/{damage('a' * 43)}").status_code == 410


def test_link_of_an_address_that_ended_and_came_again_ends_nothing(site: Client, post: Post) -> None:
    old = follow(site, post)
    page = f"/iscrizioni/disdetta/{ending_token(old.subscriber)}"
    site.post(page)
    follow(site, post)
    assert site.post(page).status_code == 200
    assert Subscription.objects.count() == 1


def test_one_of_several_is_ended_alone(site: Client, post: Post) -> None:
    first, second = follow(site, post), follow(site, post, obiettivo="M1.01")
    html = site.get(f"/iscrizioni/disdetta/{ending_token(first.subscriber)}").content.decode()
    links = [link for link in Markup(html).links if link.startswith("/iscrizioni/disdetta/")]
    assert len(links) == 2
    assert site.post(links[1]).status_code == 200
    assert list(Subscription.objects.all()) == [first]
    assert second.subscriber_id == first.subscriber_id
    assert Subscriber.objects.exists()


def test_log_tells_what_was_done_and_holds_no_address(site: Client, post: Post) -> None:
    row = follow(site, post, obiettivo="M1.01")
    ask(site)
    ask(site, do="links")
    site.post(f"/iscrizioni/disdetta/{ending_token(row.subscriber)}")
    events = list(AuditEvent.objects.order_by("sequence"))
    assert [event.action for event in events] == ["subscriptions.confirm", "subscriptions.end"]
    assert {event.by for event in events} == {"public"}
    told = " ".join(str(value) for event in events for value in vars(event).values())
    assert "lettrice" not in told
    assert "example.org" not in told


def test_what_there_is_at_the_confirmation_is_no_news(site: Client, post: Post) -> None:
    rows.first_move(done_on=timezone.localdate(), **DONE)
    follow(site, post)
    assert [item.uid.partition("/")[0] for item in NewsItem.objects.all()] == ["first_move"]
    assert Subscription.objects.get().told_until >= NewsItem.objects.get().first_seen_at


def test_site_without_a_plan_has_nothing_to_follow(client: Client, db: None) -> None:
    assert client.get("/iscrizioni").status_code == 503
    assert client.get("/iscrizioni/conferma/x").status_code == 410
