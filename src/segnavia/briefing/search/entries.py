"""Everything that is searched: the plan's text, the bulletin's projects and bodies, the registry's public rows.

What is not public never comes here, and so into no index. Texts are in the plan's language; the types of agreement and
the kinds of body are in both languages of the site, as a reader of either looks for them.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.utils.translation import gettext, override

from segnavia.briefing.search.kinds import Kind
from segnavia.briefing.words import BODY_KINDS, UNKNOWN
from segnavia.core.agreements import TYPES, AgreementType
from segnavia.core.bodies import BodyKind
from segnavia.core.lifecycle import TaskState
from segnavia.monitoring.bulletin import Bulletin
from segnavia.monitoring.project_search.names import get_names
from segnavia.monitoring.text_search.model import Entry
from segnavia.plans.book import PlanBook
from segnavia.registry.agreements import get_agreements
from segnavia.registry.models import Actor, FirstMove, Reform

_LANGUAGES = ("it", "en")


def plan_entries(book: PlanBook) -> Iterator[Entry]:
    """What the plan's text says: objectives, drivers, grids, territory."""
    package = book.package
    for objective in package.objectives:
        agenda = book.agenda_of_objective[objective.code]
        near = [
            book.missions[objective.mission].title,
            *(keyword.title for keyword in book.keywords_of_mission(objective.mission)),
            *(f"{book.drivers[entry.driver].title}: {entry.reason}" for entry in agenda),
            *(each.submeasure.title for each in book.contributions[objective.code]),
        ]
        yield _entry(Kind.OBJECTIVE, objective.code, objective.title, near)
    for driver in package.drivers:
        yield _entry(Kind.DRIVER, driver.code, driver.title, [driver.subtitle, driver.summary])
    # without objectives there is no page that is narrowed to a mission
    for mission in package.missions if package.objectives else ():
        yield _entry(
            Kind.MISSION, mission.code, mission.title, [each.title for each in book.keywords_of_mission(mission.code)]
        )
    for keyword in package.keywords:
        yield _entry(
            Kind.KEYWORD, keyword.code, keyword.title, [book.missions[mission].title for mission in keyword.missions]
        )
    for component in package.components:
        yield _entry(Kind.COMPONENT, component.code, component.title, [book.missions[component.mission].title])
    titles: dict[str, list[str]] = {}
    for record in package.municipalities:
        if not record.valid_to:
            zone = book.zones[record.zone].title
            titles.setdefault(record.zone, []).append(record.title)
            yield _entry(Kind.MUNICIPALITY, record.code, record.title, [zone])
    for each in package.zones:
        yield _entry(Kind.ZONE, each.code, each.title, [", ".join(titles.get(each.code, ()))])


def bulletin_entries(home: Path, book: PlanBook, bulletin: Bulletin) -> Iterator[Entry]:
    """The projects of a bulletin, with their sub-measures, bodies and places."""
    places = {record.code: record.title for record in book.package.municipalities}
    try:
        names = get_names(home, bulletin.id)
    except KeyError:  # it is not on this disk, and neither are the pages of its projects
        return
    for named in names:
        submeasure = book.submeasures.get(named.submeasure)
        judged = submeasure.title if submeasure else ""
        where = ", ".join(dict.fromkeys(places[code] for code in named.municipalities if code in places))
        codes = (named.key, named.cup, named.clp, named.submeasure)
        title = named.title or judged or named.cup
        near = [judged if judged != title else "", named.body or "", where]
        yield _entry(Kind.PROJECT, named.key, title, near, codes)


def registry_entries(book: PlanBook, bulletin: Bulletin | None) -> Iterator[Entry]:
    """The actors with the bulletin's bodies, and what is public of agreements, first moves and reforms."""
    plan = book.package.plan.code
    directions = {direction.value: record.title for direction, record in book.directions.items()}
    actors = list(Actor.objects.all())
    for actor in actors:
        near, kind = [directions.get(actor.direction, "")], _both(BODY_KINDS[BodyKind(actor.kind)])
        codes = (actor.code, actor.tax_code, actor.municipality)
        yield _entry(Kind.ACTOR, actor.code, actor.title, near, codes, kind)
    known = {actor.tax_code for actor in actors}
    for code, body in (bulletin.bodies if bulletin else {}).items():
        if code not in known and code != UNKNOWN:
            near, kind = [directions.get(body.direction, "")], _both(BODY_KINDS[BodyKind(body.kind)])
            yield _entry(Kind.ACTOR, code, body.title, near, unshown=kind)
    for agreement in get_agreements(plan, only_public=True):
        near = [
            agreement.aims,
            *(party.actor.title for party in agreement.parties.all()),
            *(commitment.what for commitment in agreement.commitments.all()),
            agreement.territory,
        ]
        called, kind = (agreement.code, agreement.protocol), _both(TYPES[AgreementType(agreement.type)].title)
        yield _entry(Kind.AGREEMENT, agreement.code, agreement.title, near, called, kind)
    moves = FirstMove.objects.filter(plan__code=plan, is_public=True).exclude(state=TaskState.WITHDRAWN)
    for move in moves.select_related("owner"):
        yield _entry(Kind.FIRST_MOVE, str(move.pk), move.title, [move.owner.title, move.evidence], ())
    said = {
        reform.code: [reform.note, *(step.title for step in reform.steps.all())]
        for reform in Reform.objects.filter(plan__code=plan).prefetch_related("steps")
    }
    for track in book.package.reform_tracks:
        yield _entry(Kind.REFORM, track.code, track.title, [track.note, *said.get(track.code, ())])


def _entry(
    kind: Kind,
    key: str,
    title: str,
    near: Iterable[str],
    codes: tuple[str, ...] | None = None,
    unshown: Iterable[str] = (),
) -> Entry:
    text = " · ".join(dict.fromkeys(" ".join(each.split()) for each in near if each and each.strip()))
    return Entry(kind.value, key, title, (key,) if codes is None else codes, text, " ".join(unshown))


@cache
def _both(message: str) -> tuple[str, ...]:
    """A message in each language of the site."""
    found = []
    for language in _LANGUAGES:
        with override(language):
            found.append(gettext(message))
    return tuple(found)
