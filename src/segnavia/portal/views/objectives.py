"""The strategic objectives: the matrix that is the plan's face, and one objective."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.briefing import state, twins
from segnavia.briefing.agreements import serving_twin
from segnavia.briefing.figures import Money, indicators_of, money_at
from segnavia.briefing.goals import goals_of
from segnavia.briefing.matrix import Filters, count_marks, filters_of, objective_blocks, objective_row
from segnavia.briefing.naming import WORDS
from segnavia.briefing.places import FUNDING, by_funding, municipality_rows
from segnavia.briefing.rollup import RollUp, rolled_up
from segnavia.briefing.state import State
from segnavia.briefing.tasks import carrier_twin, carriers_of
from segnavia.core.codes import DIRECTIONS
from segnavia.core.provenance import Provenance
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.views.agreements import serving
from segnavia.portal.views.lists import projects_of
from segnavia.portal.views.maps import map_of
from segnavia.registry.models import Assignment


def index(request: HttpRequest, now: State) -> Page:
    """The matrix of objectives by direction, narrowed by `?missione=`, `?parola=`, `?driver=`, `?direzione=`."""
    book = now.book
    filters = filters_of(request.GET.dict(), book)
    blocks = objective_blocks(book, now.bulletin, filters)
    rows = [row for block in blocks for row in block.rows]
    narrowed = _narrowed(now, filters)
    return Page(
        "portal/objectives.html",
        _("Strategic objectives"),
        crumbs=(Crumb(_("Objectives")),),
        context={
            "blocks": blocks,
            "filters": filters,
            "shown": len(rows),
            "narrowed": narrowed,
            "uncertain": sum(row.objective.provenance is Provenance.UNCERTAIN for row in rows),
            "by_direction": [
                (book.directions[direction], count_marks(book, direction))
                for direction in DIRECTIONS
                if direction in book.directions
            ],
        },
        data={
            "items": [twins.objective(row.objective, row.money) for row in rows],
            "narrowed": None
            if narrowed is None
            else {"title": narrowed.title, **twins.money(narrowed.money), **narrowed.rollup.data},
        },
    )


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the matrix is narrowed to, by one filter: its title, and its money with all that the bulletin rolls up.

    `word` stands for its dimension in an address.
    """

    word: str
    code: str
    title: str
    money: Money
    rollup: RollUp


def _narrowed(now: State, filters: Filters) -> Narrowed | None:
    """The progress of a mission, keyword, driver or direction; `None` where nothing, or more than one, is chosen."""
    book = now.book
    chosen = [
        (dimension, code, records)
        for dimension, code, records in (
            ("mission", filters.mission, {code: record.title for code, record in book.missions.items()}),
            ("keyword", filters.keyword, {code: record.title for code, record in book.keywords.items()}),
            ("driver", filters.driver, {code: record.title for code, record in book.drivers.items()}),
        )
        if code
    ]
    if len(chosen) != 1 or filters.direction or now.bulletin is None:
        return None
    dimension, code, titles = chosen[0]
    money = money_at(now.bulletin, dimension, code)
    return Narrowed(WORDS[dimension], code, titles[code], money, rolled_up(now, dimension, code))


def detail(request: HttpRequest, now: State, code: str) -> Page:
    """One objective: who acts, how it goes, with what money, and its projects."""
    book, bulletin = now.book, now.bulletin
    objective = book.objectives.get(code)
    if objective is None:
        raise Http404(_("The plan has no objective %(code)s.") % {"code": code})
    row = objective_row(objective, book, bulletin)
    indicators = indicators_of(() if bulletin is None else bulletin.indicators.get(code, ()))
    contributions = [
        (contribution, money_at(bulletin, "submeasure", contribution.submeasure.code))
        for contribution in book.contributions[code]
    ]
    agenda = [(book.drivers[entry.driver], entry) for entry in book.agenda_of_objective[code]]
    projects = projects_of(request, now, "objective", code)
    rollup = rolled_up(now, "objective", code)
    goals = goals_of(bulletin, code)
    agreements = serving(now, f"objectives:{code}")
    assignments = Assignment.objects.filter(plan__code=book.package.plan.code, element=f"objectives:{code}")
    carriers = carriers_of(assignments.select_related("owner"), timezone.localdate())
    rows = municipality_rows(book, bulletin, None if bulletin is None else state.municipalities_of(bulletin, code))
    where = by_funding(rows)
    return Page(
        "portal/objective.html",
        objective.title,
        crumbs=(Crumb(_("Objectives"), reverse("portal:objectives")), Crumb(code)),
        context={
            "row": row,
            "mission": book.missions[objective.mission],
            "keywords": book.keywords_of_mission(objective.mission),
            "goals": goals,
            "carriers": carriers,
            "agreements": agreements,
            "rollup": rollup,
            "indicators": indicators,
            "contributions": contributions,
            "agenda": agenda,
            "where": where,
            "map": map_of(now, rows, FUNDING) if any(place.money.funded for place in where) else None,
            "projects": projects,
        },
        data={
            **twins.objective(objective, row.money),
            "agreements": {"items": [serving_twin(each) for each in agreements]},
            "assignments": [carrier_twin(row) for each in carriers.values() for row, _late in each.assignments],
            "drivers": [
                {"code": driver.code, "reason": entry.reason, **twins.provenance(entry)} for driver, entry in agenda
            ],
            "submeasures": [
                {
                    "code": contribution.submeasure.code,
                    "title": contribution.submeasure.title,
                    "share": twins.number(contribution.share),
                    "reason": contribution.entry.reason,
                    **twins.provenance(contribution.entry),
                    **twins.money(money),
                }
                for contribution, money in contributions
            ],
            "municipalities": {"items": [{"istat": place.code, **twins.money(place.money)} for place in where]},
            "indicators": twins.indicators(indicator.figure for indicator in indicators),
            "goals": [
                {"goal": goal.code, "title": goal.title, "prevalent": goal.link.prevalent, "derived": True}
                for goal in goals
            ],
            **rollup.data,
            "project_list": projects.data,
        },
    )
