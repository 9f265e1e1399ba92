"""The chain shows every event that was removed, altered, moved or cut off."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segnavia.core.chain import START, Event, Link, breaks, canonical, hash_of


def event(sequence: int, details: str = "{}", name: str = "Anna") -> Event:
    at = f"2026-01-01T10:00:{sequence:02d}.000000+00:00"
    return Event(sequence, at, "user:1", name, "drafts.share", "edition:1", "Piano", details)


def chain(count: int) -> list[Link]:
    links: list[Link] = []
    for number in range(1, count + 1):
        previous = links[-1].hash if links else START
        links.append(Link(event(number), previous, hash_of(event(number), previous)))
    return links


def head(links: list[Link]) -> tuple[int, str]:
    return (links[-1].event.sequence, links[-1].hash) if links else (0, START)


def test_whole_chain_has_no_break() -> None:
    links = chain(5)
    assert breaks(links, head(links)) == []
    assert breaks([], (0, START)) == []


@pytest.mark.parametrize("at", range(5))
def test_a_removed_event_is_found(at: int) -> None:
    links = chain(5)
    found = breaks(links[:at] + links[at + 1 :], head(links))
    assert found
    assert "missing" in found[0].problem
    assert found[0].sequence == (at + 2 if at < 4 else 5)


@pytest.mark.parametrize("at", range(5))
def test_an_altered_event_is_found(at: int) -> None:
    links = chain(5)
    links[at] = replace(links[at], event=event(at + 1, name="Bruno"))
    assert [(b.sequence, b.problem) for b in breaks(links, head(chain(5)))] == [(at + 1, "its content was altered")]


def test_an_altered_event_with_its_hash_made_anew_is_found() -> None:
    links = chain(5)
    forged = event(3, name="Bruno")
    links[2] = Link(forged, links[1].hash, hash_of(forged, links[1].hash))
    assert [b.sequence for b in breaks(links, head(chain(5)))] == [4]


def test_a_last_event_with_its_hash_made_anew_is_found_by_the_head() -> None:
    links = chain(2)
    forged = event(2, name="Bruno")
    links[1] = Link(forged, links[0].hash, hash_of(forged, links[0].hash))
    assert [b.problem for b in breaks(links, head(chain(2)))] == ["the end of the chain was altered"]


def test_all_events_removed_is_found() -> None:
    assert breaks([], head(chain(3)))


def test_events_in_another_order_are_found() -> None:
    links = chain(4)
    links[1], links[2] = links[2], links[1]
    assert breaks(links, head(chain(4)))


def test_fields_do_not_run_into_each_other() -> None:
    one = replace(event(1), by="a", by_name="bc")
    other = replace(event(1), by="ab", by_name="c")
    assert hash_of(one, START) != hash_of(other, START)


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text()))
def test_canonical_details_do_not_depend_on_their_order(details: dict[str, object]) -> None:
    assert canonical(details) == canonical(dict(reversed(details.items())))
