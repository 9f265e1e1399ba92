"""The plan as the document has it, and its reform tracks."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from segnavia.core.provenance import Provenance
from segnavia.portal.pages import Crumb, Page
from segnavia.portal.presenters import twins
from segnavia.portal.state import State


def index(_request: HttpRequest, now: State) -> Page:
    """The plan's parts, levels and grids, and what of it was only a picture."""
    package = now.book.package
    sections = [section for part in package.parts for section in part.sections]
    pictures = sum(section.medium == "picture" for section in sections)
    facts = [
        *package.levels,
        *package.keywords,
        *package.missions,
        *package.components,
        *package.objectives,
        *package.drivers,
        *package.agenda,
        *package.reform_tracks,
        *package.crosswalk,
    ]
    provenances = {kind.value: sum(fact.provenance is kind for fact in facts) for kind in Provenance}
    return Page(
        "portal/plan.html",
        _("The plan"),
        crumbs=(Crumb(_("Plan")),),
        measured=False,
        context={"package": package, "pictures": pictures, "sections": len(sections), "provenances": provenances},
        data={"sha256": now.book.sha256, "package": package.model_dump(mode="json")},
    )


def reforms(_request: HttpRequest, now: State) -> Page:
    """The reforms of the body itself, with their state."""
    tracks = now.book.package.reform_tracks
    return Page(
        "portal/reforms.html",
        _("Reform tracks"),
        crumbs=(Crumb(_("Reforms")),),
        measured=False,
        context={"tracks": tracks},
        data={
            "items": [
                {"code": track.code, "title": track.title, "state": track.state, **twins.provenance(track)}
                for track in tracks
            ]
        },
    )
