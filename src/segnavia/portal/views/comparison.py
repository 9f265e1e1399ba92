"""Municipalities side by side, as the address names them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from segnavia.briefing.comparison import MOST, class_of, median_twin, side_by_side, size_lines, size_twin
from segnavia.briefing.places import municipality_rows
from segnavia.briefing.state import State
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.views.territory import place


def index(request: HttpRequest, now: State) -> Page:
    """Up to five municipalities by their ISTAT codes in `?comuni=`, with commas between or one by one."""
    rows = municipality_rows(now.book, now.bulletin)
    by_code = {row.code: row for row in rows}
    words = [word.strip() for each in request.GET.getlist("comuni")[:20] for word in each[:200].split(",")]
    asked = list(dict.fromkeys(word for word in words if word))
    known = [code for code in asked if code in by_code]
    chosen, unknown = known[:MOST], [code for code in asked if code not in by_code][:MOST]
    sides = side_by_side([by_code[code] for code in chosen], rows)
    return Page(
        "portal/comparison.html",
        _("Municipalities side by side"),
        crumbs=(Crumb(_("Territory"), reverse("portal:territory")), Crumb(_("Comparison"))),
        context={
            "sides": sides,
            "rows": rows,
            "chosen": [(by_code[code], ",".join(other for other in chosen if other != code)) for code in chosen],
            "codes": chosen,
            "full": len(chosen) == MOST,
            "sizes": size_lines(rows),
            "unknown": unknown,
            "left_out": [by_code[code].title for code in known[MOST:]],
        },
        data={
            "items": [{**place(row), "size": size_twin(class_of(row.population))} for row, _bar in sides.rows],
            "not_known_here": list(unknown),
            "median_per_head": median_twin(sides.per_head),
            "median_paid_ratio": median_twin(sides.paid),
            "sizes": [
                {
                    "size": size_twin(line.size),
                    "median_per_head": median_twin(line.per_head),
                    "median_paid_ratio": median_twin(line.paid),
                }
                for line in size_lines(rows)
            ],
        },
    )
