"""The strategic agenda: ten drivers, and what each combines."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.briefing import twins
from segnavia.briefing.agenda import driver_cards
from segnavia.briefing.agreements import serving_twin
from segnavia.briefing.figures import money_at
from segnavia.briefing.matrix import objective_row
from segnavia.briefing.rollup import rolled_up
from segnavia.briefing.state import State
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.views.agreements import serving
from segnavia.portal.views.lists import projects_of


def index(_request: HttpRequest, now: State) -> Page:
    """The drivers as cards."""
    cards = driver_cards(now.book, now.bulletin)
    return Page(
        "portal/agenda.html",
        _("Strategic agenda"),
        crumbs=(Crumb(_("Agenda")),),
        context={"cards": cards, "entries": len(now.book.package.agenda)},
        data={
            "items": [
                {
                    "code": card.driver.code,
                    "title": card.driver.title,
                    "subtitle": card.driver.subtitle,
                    "objectives": [entry.objective for entry in now.book.agenda_of_driver[card.driver.code]],
                    **twins.provenance(card.driver),
                    **twins.money(card.money),
                }
                for card in cards
            ]
        },
    )


def detail(request: HttpRequest, now: State, code: str) -> Page:
    """One driver: the objectives it combines with the reasons, their progress, and its projects."""
    book, bulletin = now.book, now.bulletin
    driver = book.drivers.get(code)
    if driver is None:
        raise Http404(_("The plan has no driver %(code)s.") % {"code": code})
    money = money_at(bulletin, "driver", code)
    rows = [
        (entry, objective_row(book.objectives[entry.objective], book, bulletin))
        for entry in book.agenda_of_driver[code]
    ]
    rollup = rolled_up(now, "driver", code)
    projects = projects_of(request, now, "driver", code)
    agreements = serving(now, f"drivers:{code}")
    return Page(
        "portal/driver.html",
        driver.title,
        crumbs=(Crumb(_("Agenda"), reverse("portal:agenda")), Crumb(code)),
        context={
            "driver": driver,
            "money": money,
            "rollup": rollup,
            "rows": rows,
            "agreements": agreements,
            "projects": projects,
        },
        data={
            "code": code,
            "title": driver.title,
            "subtitle": driver.subtitle,
            "summary": driver.summary,
            **twins.provenance(driver),
            **twins.money(money),
            "objectives": [
                {
                    "reason": entry.reason,
                    "agenda_provenance": entry.provenance.value,
                    **twins.objective(row.objective, row.money),
                }
                for entry, row in rows
            ],
            "agreements": {"items": [serving_twin(each) for each in agreements]},
            **rollup.data,
            "project_list": projects.data,
        },
    )
