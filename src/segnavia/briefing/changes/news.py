"""What is new of one thing: since a bulletin, and lately."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from segnavia.briefing import state
from segnavia.briefing.changes.entries import WORDS, Address, Change, Kind, Words
from segnavia.briefing.changes.measured import measured_changes
from segnavia.briefing.changes.told import told_changes
from segnavia.briefing.changes.topics import DIMENSIONS, Followed
from segnavia.briefing.state import State
from segnavia.core.topics import TopicKind
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.comparison import comparing

STEPS = 4  # bulletins back that a feed tells of: a year where they come out by quarters
_CASE_OF = "project:"


@dataclass(frozen=True, slots=True)
class Since:
    """What two bulletins tell differently; `notes` say what else than the world may have made the difference."""

    earlier: Bulletin
    later: Bulletin
    changes: tuple[Change, ...]
    notes: tuple[Words, ...]


def since(now: State, followed: Followed, earlier: Bulletin | None) -> Since | None:
    """What moved between an earlier bulletin and the one that is shown; `None` where there are not two."""
    if now.bulletin is None or earlier is None:
        return None
    changes = measured_changes(followed, earlier, now.bulletin)
    return Since(earlier, now.bulletin, tuple(changes), tuple(_notes(earlier, now.bulletin)))


def earlier_bulletins(later: Bulletin) -> list[Bulletin]:
    """The bulletins of the territory that were published before, the newest first."""
    ids = state.published(later.territory)
    found = (state.bulletin(each) for each in (ids[ids.index(later.id) + 1 :] if later.id in ids else ()))
    return [each for each in found if each is not None]


def told(now: State, followed: Followed, today: date) -> list[Change]:
    """What people did publicly that concerns this thing, the newest first."""
    changes = state.kept(("told", today, get_language()), lambda: told_changes(now.book, today))
    return concerning(followed, changes, now.bulletin)


def recent(now: State, followed: Followed, today: date, limit: int) -> list[Change]:
    """The newest of both: what the last bulletins told differently, each of the one before, and what people did."""
    found = told(now, followed, today)
    if now.bulletin is not None:
        bulletins = [now.bulletin, *earlier_bulletins(now.bulletin)[:STEPS]]
        for later, earlier in pairwise(bulletins):
            found += measured_changes(followed, earlier, later)
    return sorted(found, key=lambda each: (each.on, each.uid), reverse=True)[:limit]


def concerning(followed: Followed, changes: Iterable[Change], bulletin: Bulletin | None) -> list[Change]:
    """Those of the changes that concern a thing: by their keys, or as a case on a project that counts for it."""
    found = list(changes)
    keys = {key.removeprefix(_CASE_OF) for each in found for key in each.concerns if key.startswith(_CASE_OF)}
    here = _members(bulletin, "total", "", keys)
    found = [each if _leads_somewhere(each, here) else replace(each, address=_CASES) for each in found]
    if followed.keys is None:
        return found
    mine = frozenset(f"{_CASE_OF}{key}" for key in _counting(followed, bulletin, keys)) | followed.keys
    return [each for each in found if each.concerns & mine]


_CASES = Address("portal:news", query=(("tipo", WORDS[Kind.CASES]),), anchor="told")


def _leads_somewhere(change: Change, here: frozenset[str]) -> bool:
    """Whether its page exists: a contested project may have left since, and its page with it."""
    return change.kind is not Kind.CASES or any(key.removeprefix(_CASE_OF) in here for key in change.concerns)


def _counting(followed: Followed, bulletin: Bulletin | None, keys: set[str]) -> frozenset[str]:
    """Which of these projects count for a thing; a project is followed by its own key."""
    if followed.topic.kind is TopicKind.PROJECT or not followed.measured_as:
        return frozenset()
    return _members(bulletin, DIMENSIONS[followed.topic.kind], followed.measured_as, keys)


def _members(bulletin: Bulletin | None, dimension: str, code: str, keys: set[str]) -> frozenset[str]:
    if bulletin is None:
        return frozenset()
    return comparing.get_members(settings.SEGNAVIA_HOME, bulletin.id, dimension, code, keys)


def _notes(earlier: Bulletin, later: Bulletin) -> Iterable[Words]:
    if earlier.as_of == later.as_of:
        yield Words(_("Both bulletins measure the same date: what differs is how it was measured, not what happened."))
    if earlier.plan_sha256 != later.plan_sha256:
        yield Words(_("The text of the plan has changed in between: projects may count elsewhere for this."))
    if earlier.links_sha256 != later.links_sha256:
        yield Words(_("Projects have been judged one by one in between: they may count elsewhere for this."))
    if earlier.software != later.software:
        values = {"before": earlier.software, "after": later.software}
        yield Words(_("The software has changed in between, from %(before)s to %(after)s."), values)
    before, after = ({used.dataset for used in each.releases} for each in (earlier, later))
    if after - before:
        values = {"names": ", ".join(sorted(after - before))}
        yield Words(_("The earlier bulletin did not have these datasets: %(names)s. What they tell is new."), values)
    if before - after:
        values = {"names": ", ".join(sorted(before - after))}
        yield Words(_("This bulletin no longer has these datasets: %(names)s. What they told is unknown."), values)
