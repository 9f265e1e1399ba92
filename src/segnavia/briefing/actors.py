"""The actors of the registry, as pages ask for them: each once while the state is pinned (`state.kept`)."""

from segnavia.briefing import state
from segnavia.registry import asked
from segnavia.registry.models import Actor


def actor_at(code: str) -> Actor | None:
    """The actor of that code or tax code."""
    return state.kept(("actor", code), lambda: asked.actor_at(code))


def actor_of_municipality(istat: str) -> Actor | None:
    """The actor that is this municipality."""
    return state.kept(("municipality", istat), lambda: asked.actor_of_municipality(istat))
