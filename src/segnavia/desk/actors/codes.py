"""Tax codes that the State's data tell of actors whose own is not known: proposed by name, taken over by a person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from stdnum.it import iva

from segnavia.core.bodies import fold
from segnavia.monitoring import reading
from segnavia.registry.models import Actor


@dataclass(frozen=True, slots=True)
class Found:
    """An actor without a tax code, and that of the one body of the newest bulletin that has its name and kind."""

    actor: Actor
    tax_code: str
    title: str


def found_codes() -> Sequence[Found]:
    """The codes that can be taken over, by the actors' names. A name that two have is no proposal."""
    bulletin = reading.current(settings.SEGNAVIA_HOME, settings.TERRITORY)
    if bulletin is None:
        return ()
    taken = set(Actor.objects.exclude(tax_code="").values_list("tax_code", flat=True))
    bodies = [body for body in bulletin.bodies.values() if iva.is_valid(body.code)]
    names = Counter(fold(body.title) for body in bodies)
    by_name = {(fold(b.title), b.kind): b for b in bodies if names[fold(b.title)] == 1 and b.code not in taken}
    actors = list(Actor.objects.filter(tax_code=""))
    own = Counter(fold(actor.title) for actor in actors)
    found = []
    for actor in actors:
        body = by_name.get((fold(actor.title), actor.kind))
        if body is not None and own[fold(actor.title)] == 1:
            found.append(Found(actor, body.code, body.title))
    return found
