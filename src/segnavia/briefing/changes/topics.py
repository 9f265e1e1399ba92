"""The things that can be followed: which there are, what they are called, where they stand, and what concerns them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from segnavia.briefing import state
from segnavia.briefing.actors import actor_at
from segnavia.briefing.changes.entries import Address
from segnavia.briefing.state import State
from segnavia.core.topics import WHOLE_PLAN, Topic, TopicKind
from segnavia.registry.agreements import get_agreement

# What stands in an address after the `?`, such as `?obiettivo=M1.01`.
QUERIES: Mapping[str, TopicKind] = {
    "missione": TopicKind.MISSION,
    "obiettivo": TopicKind.OBJECTIVE,
    "driver": TopicKind.DRIVER,
    "comune": TopicKind.MUNICIPALITY,
    "zona": TopicKind.ZONE,
    "attore": TopicKind.BODY,
    "progetto": TopicKind.PROJECT,
    "intesa": TopicKind.AGREEMENT,
}
# The page of each kind: Django looks the name up. A mission's is the matrix, narrowed to it.
PAGES: Mapping[TopicKind, str] = {
    TopicKind.OBJECTIVE: "portal:objective",
    TopicKind.DRIVER: "portal:driver",
    TopicKind.MUNICIPALITY: "portal:municipality",
    TopicKind.ZONE: "portal:zone",
    TopicKind.BODY: "portal:body",
    TopicKind.PROJECT: "portal:project",
    TopicKind.AGREEMENT: "portal:agreement",
}
NAMES: Mapping[TopicKind, str] = {
    TopicKind.PLAN: gettext_noop("The plan"),
    TopicKind.MISSION: gettext_noop("Mission"),
    TopicKind.OBJECTIVE: gettext_noop("Objective"),
    TopicKind.DRIVER: gettext_noop("Driver of the agenda"),
    TopicKind.MUNICIPALITY: gettext_noop("Municipality"),
    TopicKind.ZONE: gettext_noop("Homogeneous zone"),
    TopicKind.BODY: gettext_noop("Actor"),
    TopicKind.PROJECT: gettext_noop("Project"),
    TopicKind.AGREEMENT: gettext_noop("Agreement"),
}
# The dimension of a bulletin in which each kind's projects count; an agreement has none.
DIMENSIONS: Mapping[TopicKind, str] = {
    TopicKind.PLAN: "total",
    TopicKind.MISSION: "mission",
    TopicKind.OBJECTIVE: "objective",
    TopicKind.DRIVER: "driver",
    TopicKind.MUNICIPALITY: "municipality",
    TopicKind.ZONE: "zone",
    TopicKind.BODY: "body",
    TopicKind.PROJECT: "total",
}


@dataclass(frozen=True, slots=True)
class Followed:
    """A thing that can be followed, as it is now.

    `dimension` and `measured_as` are where its projects count in a bulletin; empty where none do. `keys` are those of
    what concerns it; `None`: everything does.
    """

    topic: Topic
    title: str
    dimension: str
    measured_as: str
    keys: frozenset[str] | None

    @property
    def name(self) -> str:
        """Its kind and its title in one line, such as “Objective M1.01 – …”."""
        if self.topic.kind is TopicKind.PLAN:
            return self.title
        shows_code = self.topic.kind in {TopicKind.MISSION, TopicKind.OBJECTIVE, TopicKind.DRIVER}
        kind = _(NAMES[self.topic.kind])
        return f"{kind} {self.topic.code} – {self.title}" if shows_code else f"{kind} {self.title}"

    @property
    def project(self) -> str | None:
        """The project's key, where it is one project."""
        return self.topic.code if self.topic.kind is TopicKind.PROJECT else None

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """What names it after the `?` of an address."""
        return query_of(self.topic)

    @property
    def address(self) -> Address:
        """Its page."""
        if self.topic.kind is TopicKind.PLAN:
            return Address("portal:home")
        if self.topic.kind is TopicKind.MISSION:
            return Address("portal:objectives", query=self.query)
        return Address(PAGES[self.topic.kind], (self.topic.code,))


def query_of(topic: Topic) -> tuple[tuple[str, str], ...]:
    """What names a topic after the `?` of an address; nothing for the plan as a whole."""
    return tuple((word, topic.code) for word, kind in QUERIES.items() if kind is topic.kind)


def asked_topic(asked: Mapping[str, str]) -> Topic | None:
    """The topic that an address asks for, the whole plan where it names none; `None` for what cannot be."""
    named = [(kind, asked[word]) for word, kind in QUERIES.items() if asked.get(word)]
    if not named:
        return WHOLE_PLAN
    return topic_of(*named[0]) if len(named) == 1 else None


def topic_of(kind: str, code: str) -> Topic | None:
    """The topic of a kind and a code as they were written; `None` where there can be none."""
    try:
        return Topic(TopicKind(kind), code)
    except ValueError:
        return None


def followed(topic: Topic, now: State) -> Followed | None:
    """The thing as it is in the text in force, in the registry or in the bulletin; `None` where there is none."""
    find = {
        TopicKind.PLAN: _plan,
        TopicKind.MISSION: _mission,
        TopicKind.OBJECTIVE: _objective,
        TopicKind.DRIVER: _driver,
        TopicKind.MUNICIPALITY: _municipality,
        TopicKind.ZONE: _zone,
        TopicKind.BODY: _body,
        TopicKind.PROJECT: _project,
        TopicKind.AGREEMENT: _agreement,
    }[topic.kind]
    return find(topic, now)


def _of(topic: Topic, title: str, keys: set[str] | None, measured_as: str | None = None) -> Followed:
    code = topic.code if measured_as is None else measured_as
    return Followed(topic, title, DIMENSIONS.get(topic.kind, ""), code, None if keys is None else frozenset(keys))


def _plan(topic: Topic, now: State) -> Followed:
    return _of(topic, now.book.package.plan.short_title, None)


def _mission(topic: Topic, now: State) -> Followed | None:
    mission = now.book.missions.get(topic.code)
    if mission is None:
        return None
    keys = {f"objectives:{each.code}" for each in now.book.objectives_of_mission[mission.code]}
    keys |= {f"components:{each.code}" for each in now.book.package.components if each.mission == mission.code}
    return _of(topic, mission.title, keys)


def _objective(topic: Topic, now: State) -> Followed | None:
    objective = now.book.objectives.get(topic.code)
    return _of(topic, objective.title, {f"objectives:{topic.code}"}) if objective else None


def _driver(topic: Topic, now: State) -> Followed | None:
    """A driver combines objectives: what concerns them concerns it."""
    driver = now.book.drivers.get(topic.code)
    if driver is None:
        return None
    combined = {f"objectives:{entry.objective}" for entry in now.book.package.agenda if entry.driver == topic.code}
    return _of(topic, driver.title, {f"drivers:{topic.code}", *combined})


def _municipality(topic: Topic, now: State) -> Followed | None:
    titles = {each.code: each.title for each in now.book.package.municipalities}
    if now.bulletin is not None:
        titles |= {code: place.title for code, place in now.bulletin.places.items()}
    title = titles.get(topic.code)
    return _of(topic, title, {f"municipality:{topic.code}"}) if title else None


def _zone(topic: Topic, now: State) -> Followed | None:
    zone = now.book.zones.get(topic.code)
    if zone is None:
        return None
    members = {f"municipality:{each.code}" for each in now.book.package.municipalities if each.zone == topic.code}
    return _of(topic, zone.title, members)


def _body(topic: Topic, now: State) -> Followed | None:
    actor = actor_at(topic.code)
    tax_code = actor.tax_code if actor else topic.code
    body = now.bulletin.bodies.get(tax_code) if now.bulletin else None
    if actor is None and body is None:
        return None
    keys = {f"actor:{actor.code}"} if actor else {f"tax:{tax_code}"}
    return _of(topic, actor.title if actor else body.title if body else "", keys, tax_code)


def _project(topic: Topic, now: State) -> Followed | None:
    """One that has left is found in the bulletin before: whoever follows it is told so."""
    for bulletin in (now.bulletin, state.before(now.bulletin) if now.bulletin else None):
        found = state.project(bulletin, topic.code) if bulletin else None
        if found is not None:
            judged = now.book.submeasures.get(found.line.submeasure)
            title = found.line.title or (judged.title if judged else topic.code)
            return _of(topic, title, {f"project:{topic.code}", f"cup:{found.line.cup}"}, "")
    return None


def _agreement(topic: Topic, now: State) -> Followed | None:
    found = get_agreement(now.book.package.plan.code, topic.code, only_public=True)
    return _of(topic, found.title, {f"agreement:{topic.code}"}, "") if found else None
