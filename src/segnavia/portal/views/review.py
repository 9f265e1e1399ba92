"""What is wrong or doubtful: in the plan's own coherence, and in the measurement."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.findings import RuleCases, by_rule, noted
from segnavia.briefing.state import State
from segnavia.core.findings import Severity
from segnavia.portal.pages import Crumb, Page


def index(_request: HttpRequest, now: State) -> Page:
    """The findings of the plan and of the bulletin, each with its remedy."""
    of_plan = by_rule(now.book.findings)
    of_data = noted(now.bulletin.findings) if now.bulletin else []
    everything = [*of_plan, *of_data]
    counts = {
        severity.value: sum(group.count for group in everything if group.severity is severity) for severity in Severity
    }
    return Page(
        "portal/review.html",
        _("Review"),
        crumbs=(Crumb(_("Review")),),
        context={"of_plan": of_plan, "of_data": of_data, "counts": counts, "rules": len(everything)},
        data={"plan": {"items": [_data(g) for g in of_plan]}, "bulletin": {"items": [_data(g) for g in of_data]}},
    )


def _data(group: RuleCases) -> twins.Json:
    return {
        "code": group.code,
        "severity": group.severity.value,
        "title": group.title,
        "remedy": group.remedy,
        "count": group.count,
        "cases": [{"place": case.place, "message": case.message.format(**case.params)} for case in group.cases],
    }
