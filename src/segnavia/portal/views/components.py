"""The PNRR components by direction, with their money."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from segnavia.portal.pages import Crumb, Page
from segnavia.portal.presenters import twins
from segnavia.portal.presenters.matrix import component_blocks
from segnavia.portal.state import State


def index(_request: HttpRequest, now: State) -> Page:
    """The matrix of components by direction."""
    blocks = component_blocks(now.book, now.bulletin)
    rows = [row for block in blocks for row in block.rows]
    return Page(
        "portal/components.html",
        _("Components"),
        crumbs=(Crumb(_("Components")),),
        context={"blocks": blocks, "count": len(rows), "marks": sum(len(row.component.directions) for row in rows)},
        data={
            "items": [
                {
                    "code": row.component.code,
                    "title": row.component.title,
                    "directions": [direction.value for direction in row.component.directions],
                    **twins.provenance(row.component),
                    **twins.money(row.money),
                }
                for row in rows
            ]
        },
    )
