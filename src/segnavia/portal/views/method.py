"""How the figures are made: the formulas, and the tables of rules as `core` and `monitoring` have them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.briefing.state import State
from segnavia.briefing.states import TITLES
from segnavia.briefing.words import BODY_KINDS
from segnavia.core.bodies import DIRECTION_OF, PREFIXES, SUFFIXES, BodyKind
from segnavia.core.states import STATE_RULES
from segnavia.monitoring.rules import RULES
from segnavia.portal.pages import Crumb, Page


def index(_request: HttpRequest, now: State) -> Page:
    """The method, formula by formula."""
    states = [(rule, TITLES[rule.state]) for rule in STATE_RULES]
    kinds = [
        (BODY_KINDS[kind], now.book.directions.get(DIRECTION_OF[kind]), _beginnings(kind), _endings(kind))
        for kind in BodyKind
    ]
    return Page(
        "portal/method.html",
        _("Method"),
        crumbs=(Crumb(_("Monitoring"), reverse("portal:monitoring")), Crumb(_("Method"))),
        context={"states": states, "kinds": kinds, "rules": list(RULES.values())},
        data={
            "state_rules": [
                {
                    "code": rule.code,
                    "state": rule.state.value,
                    "title": rule.title,
                    "condition": rule.condition,
                    "datasets": list(rule.datasets),
                    "evidence": list(rule.evidence),
                }
                for rule in STATE_RULES
            ],
            "body_kinds": [
                {
                    "kind": kind.value,
                    "direction": DIRECTION_OF[kind].value,
                    "begins": [*_beginnings(kind)],
                    "ends": [*_endings(kind)],
                }
                for kind in BodyKind
            ],
            "findings": [
                {"code": rule.code, "severity": rule.severity.value, "title": rule.title, "remedy": rule.remedy}
                for rule in RULES.values()
            ],
        },
    )


def _beginnings(kind: BodyKind) -> list[str]:
    return [prefix.strip() for prefix, other in PREFIXES if other is kind]


def _endings(kind: BodyKind) -> list[str]:
    return [suffix.strip() for suffix, other in SUFFIXES if other is kind]
