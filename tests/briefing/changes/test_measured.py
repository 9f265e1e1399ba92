"""What two bulletins tell differently, in words: exact amounts, states with their rule, few told one by one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from segnavia.briefing.changes import measured, news
from segnavia.briefing.changes.entries import Change, Kind, Words
from segnavia.briefing.changes.measured import measured_changes
from segnavia.briefing.changes.money import details_of, words_of
from segnavia.briefing.changes.topics import Followed, asked_topic, followed, topic_of
from segnavia.briefing.state import State
from segnavia.core.topics import WHOLE_PLAN, Topic, TopicKind
from segnavia.monitoring.comparison.moves import MilestoneMove, MoneyMoves, Part
from tests.monitoring.comparison.two import KEY_OF, SCHOOL


def thing(now: State, kind: TopicKind = TopicKind.PLAN, code: str = "") -> Followed:
    found = followed(Topic(kind, code), now)
    assert found is not None
    return found


def changes(now: State, kind: TopicKind = TopicKind.PLAN, code: str = "") -> list[Change]:
    assert now.bulletin is not None
    (earlier,) = news.earlier_bulletins(now.bulletin)
    return measured_changes(thing(now, kind, code), earlier, now.bulletin)


def english(words: Words) -> str:
    with translation.override("en"):
        return str(words).replace("\u00a0", " ")


def test_money_is_told_with_the_parts_of_its_difference(now: State) -> None:
    funding, paid = (each for each in changes(now) if each.kind is Kind.MONEY)
    assert english(funding.words) == "PNRR funding: from 887.51 € to 909.52 €, 22.01 € more."
    assert english(paid.words) == "PNRR payments: from 90.50 € to 75.04 €, 15.46 € less."
    assert [english(each) for each in paid.details] == [
        "30.04 € more for 2 projects whose amounts are known in both bulletins",
        "1.00 € less for 1 project whose amount is known in both bulletins",
        "1.00 € of 1 project that did not count here before",
        "5.00 € of 1 project whose amount was not known before: known now, not new",
        "50.50 € no longer counted, of 1 project whose amount no source tells any more",
    ]
    with translation.override("it"):
        said = str(paid.words).replace("\u00a0", " ")
    assert said == "Pagamenti PNRR: da 90,50 € a 75,04 €, 15,46 € in meno."


def test_unknown_that_became_known_is_no_rise_from_zero() -> None:
    now_known = MoneyMoves(None, Decimal("5.00"), told=Part(1, Decimal("5.00")))
    assert english(words_of("paid", now_known)) == "PNRR payments: 5.00 €, where before none were known."
    no_longer = MoneyMoves(Decimal("5.00"), None, untold=Part(1, Decimal("5.00")))
    assert english(words_of("paid", no_longer)) == (
        "PNRR payments: none are known any more, where before they were 5.00 €."
    )
    for found in (now_known, no_longer):
        assert not {"difference"} & set(words_of("paid", found).values)


def test_sum_that_is_the_same_of_other_amounts_says_so() -> None:
    moves = MoneyMoves(Decimal(5), Decimal(5), up=Part(1, Decimal(2)), down=Part(1, Decimal(2)))
    assert english(words_of("funding", moves)) == (
        "PNRR funding: 5.00 €, as before, though not made of the same amounts."
    )
    assert len(details_of(moves)) == 2
    assert moves.moved
    assert not MoneyMoves(Decimal(5), Decimal(5)).moved


def test_few_projects_are_told_one_by_one_with_the_rule(now: State) -> None:
    found = {each.uid.rsplit("/", 1)[1]: each for each in changes(now) if each.kind is Kind.STATES}
    ended = found[KEY_OF["ended"]]
    assert english(ended.words) == "From “Under way” to “Completed”. The rule: The project has ended."
    assert (ended.title, ended.url, ended.on) == (
        "Scuola & palestra",
        f"/progetti/{KEY_OF['ended']}",
        date(2025, 3, 31),
    )


def test_many_projects_are_told_as_a_number_that_leads_to_their_list(
    now: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measured, "FEW", 0)
    told = {each.uid.rsplit("/", 1)[1]: each for each in changes(now)}
    assert english(told["under_way-completed"].words) == "1 project went from “Under way” to “Completed”."
    assert english(told["appeared"].words) == "1 project appeared."
    assert english(told["left"].words) == "1 project no longer counts here."
    assert now.bulletin is not None
    (earlier,) = news.earlier_bulletins(now.bulletin)
    assert told["appeared"].url == f"/novita?tipo=progetti&da={earlier.id}#projects"


def test_projects_that_came_or_went_have_a_page_or_none(now: State) -> None:
    found = {each.uid.rsplit("/", 1)[1]: each for each in changes(now) if each.kind is Kind.PROJECTS}
    assert english(found[KEY_OF["new"]].words) == (
        "A project that did not count here before. Its PNRR funding: 9.99 €."
    )
    assert english(found[KEY_OF["gone"]].words) == "The project no longer counts here. Its PNRR funding was 7.00 €."
    assert found[KEY_OF["new"]].url == f"/progetti/{KEY_OF['new']}"
    assert found[KEY_OF["gone"]].url.startswith("/novita?")


def test_one_project_is_told_its_own_amounts_and_not_its_share(now: State) -> None:
    (paid,) = changes(now, TopicKind.PROJECT, SCHOOL)
    assert english(paid.words) == "PNRR payments: from 0.00 € to 0.01 €, 0.01 € more."
    assert paid.details == ()
    assert not [each for each in changes(now, TopicKind.PROJECT, KEY_OF["gone"]) if each.kind is Kind.MONEY]


def test_how_much_is_known_is_told_where_it_shows(now: State) -> None:
    (known,) = (each for each in changes(now) if each.kind is Kind.KNOWN)
    assert english(known.words) == (
        "Payments are known for 94 % of the funding that any source tells; before, for 99 %."
    )


def test_names_are_of_the_two_bulletins_and_the_thing(now: State) -> None:
    whole, objective = changes(now), changes(now, TopicKind.OBJECTIVE, "M1.01")
    uids = [each.uid for each in (*whole, *objective)]
    assert len(set(uids)) == len(uids)
    assert [each.uid for each in changes(now)] == [each.uid for each in whole]


def test_thing_in_which_nothing_moved_or_is_measured_has_no_changes(now: State) -> None:
    assert changes(now, TopicKind.MUNICIPALITY, "015003") == []
    assert now.bulletin is not None
    same = measured_changes(thing(now), now.bulletin, now.bulletin)
    assert same == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("ahead", "met", "M1C1-1, due by 30 June 2025, is told as met."),
        ("untold", "missed", "M1C1-1 was due by 30 June 2025, and is not among those that were met."),
        ("ahead", "untold", "M1C1-1 was due by 30 June 2025, and no source tells whether it was met."),
        ("met", "untold", "M1C1-1, due by 30 June 2025, is no longer told as met."),
        ("untold", "ahead", "M1C1-1 is due by 30 June 2025."),
    ],
)
def test_milestones_are_told_by_what_is_known_now(before: str, after: str, said: str) -> None:
    move = MilestoneMove("M1C1-1", "Target", "UE", "T", "M1C1I1.01.00", date(2025, 6, 30), before, after)
    assert english(measured._milestone_words(move)) == said


def test_note_says_what_else_than_the_world_may_have_made_the_difference(now: State) -> None:
    assert now.bulletin is not None
    (earlier,) = news.earlier_bulletins(now.bulletin)
    whole = thing(now)
    same = news.since(now, whole, earlier)
    assert same is not None
    assert same.notes == ()
    other = replace(
        earlier, as_of=now.bulletin.as_of, plan_sha256="0" * 64, links_sha256="1" * 64, software="0", releases=()
    )
    found = news.since(now, whole, other)
    assert found is not None
    notes = " ".join(english(each) for each in found.notes)
    for said in ("the same date", "text of the plan", "one by one", "from 0 to", "PNRR_Pagamenti_di_Progetto"):
        assert said in notes


def test_things_that_are_not_there_cannot_be_followed(now: State) -> None:
    for kind, code in (
        (TopicKind.OBJECTIVE, "M9.99"), (TopicKind.DRIVER, "D99"), (TopicKind.MISSION, "M9"), (TopicKind.ZONE, "no"),
        (TopicKind.MUNICIPALITY, "015999"), (TopicKind.BODY, "nessuno"), (TopicKind.AGREEMENT, "nessuna"),
        (TopicKind.PROJECT, "M1C1I1.01.00-J61F22000000009-00000000"),
    ):  # fmt: skip
        assert followed(Topic(kind, code), now) is None


def test_project_that_has_left_can_still_be_followed_for_a_bulletin(now: State) -> None:
    assert followed(Topic(TopicKind.PROJECT, KEY_OF["gone"]), now) is not None


@pytest.mark.parametrize(
    ("kind", "code"),
    [("objective", "M1.01x"), ("objective", "' OR 1=1"), ("plan", "x"), ("nothing", ""), ("project", "../x")],
)
def test_no_topic_of_a_code_without_its_form(kind: str, code: str) -> None:
    assert topic_of(kind, code) is None


def test_address_names_at_most_one_thing() -> None:
    assert asked_topic({}) == WHOLE_PLAN
    assert asked_topic({"obiettivo": "M1.01"}) == Topic(TopicKind.OBJECTIVE, "M1.01")
    assert asked_topic({"obiettivo": "M1.01", "comune": "015146"}) is None
    assert asked_topic({"obiettivo": "qualsiasi"}) is None
