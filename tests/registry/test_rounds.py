"""Who answered, how long it took, and what changed since the round before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from segnavia.actions import answers, rounds
from segnavia.registry.models import Inquiry, Round
from segnavia.registry.round_links import principal_of
from segnavia.registry.rounds import Standing, answered_in, figures_of, moved_since, round_before
from tests.actions.people import PLANNER
from tests.desk.people import actor
from tests.rounding import asked, commitment, opened, prepared, project

pytestmark = pytest.mark.django_db


def test_round_in_figures() -> None:
    names = ("a", "b", "c", "d", "e")
    row = opened(*(asked(actor(name, name)) for name in names))
    a, b, c, d, _e = row.inquiries.order_by("actor__code")
    for found, seconds in ((a, 60), (b, 100)):
        by = principal_of(found)
        answers.note_opening(found, by=by)
        answers.confirm(found, found.lines.all()[:2], by=by)
        line = found.lines.get(answer="none")
        answers.contest(line, by=by, version=line.version, contested="state", reason="x")
        answers.send(found, by=by, version=found.version)
        Inquiry.objects.filter(pk=found.pk).update(first_opened_at=found.sent_at - timedelta(seconds=seconds))
    answers.note_opening(c, by=principal_of(c))
    answers.confirm(c, c.lines.all()[:1], by=principal_of(c))
    rounds.revoke_link(d, by=PLANNER, version=d.version)
    answered = answered_in(row)
    assert [each.standing for each in answered] == [
        Standing.SENT,
        Standing.SENT,
        Standing.OPENED,
        Standing.REVOKED,
        Standing.SILENT,
    ]
    assert [each.unanswered for each in answered] == [0, 0, 2, 3, 3]
    figures = figures_of(answered)
    assert (figures.asked, figures.sent, figures.opened, figures.silent, figures.revoked) == (5, 2, 1, 1, 1)
    assert (figures.lines, figures.confirmed, figures.contested) == (15, 4, 2)
    assert figures.median_seconds == 80


def test_round_without_answers_has_no_median() -> None:
    assert figures_of(answered_in(opened())).median_seconds is None


def test_what_changed_is_told_by_value_and_only_for_the_same_body() -> None:
    one, two = actor(), actor("comune-di-bresso", "Comune di Bresso")
    earlier = opened(asked(one, [project(1), project(2), commitment()]), opens=None)
    Round.objects.filter(pk=earlier.pk).update(opens_on=timezone.localdate() - timedelta(days=90))
    later = prepared(
        asked(one, [project(1, paid_pnrr="7.00", as_of="2025-06-30"), project(2, as_of="2025-06-30"), project(3)]),
        asked(two, [project(1, state="late")]),
    )
    assert round_before(later) == earlier
    (moved,) = moved_since(later, earlier)
    assert (moved.line.key, moved.names, moved.before["paid_pnrr"]) == ("P1", ("paid_pnrr",), None)


def test_round_that_was_discarded_is_none_to_compare_with() -> None:
    body = actor()
    kept = opened(asked(body))
    discarded = prepared(asked(body))
    rounds.close_round(discarded, by=PLANNER, version=discarded.version)
    assert round_before(prepared(asked(body))) == kept


def test_first_round_has_none_before_and_a_prepared_one_does_not_count() -> None:
    first = prepared()
    assert round_before(first) is None
    assert round_before(prepared(asked(actor("b", "b")))) is None
