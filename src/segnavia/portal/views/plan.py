"""The plan as the document has it, and its reform tracks."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from segnavia.briefing.legal import edition_line, edition_twin
from segnavia.briefing.state import State
from segnavia.briefing.tasks import track_twin, tracks_of
from segnavia.core.provenance import Provenance
from segnavia.portal.pages import Crumb, Page
from segnavia.registry.legal import public_editions
from segnavia.registry.models import Reform


def index(_request: HttpRequest, now: State) -> Page:
    """The plan's parts, levels and grids, what of it was only a picture, and the steps and acts of its editions."""
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
    editions = [edition_line(each) for each in public_editions(package.plan.territory)]
    return Page(
        "portal/plan.html",
        _("The plan"),
        crumbs=(Crumb(_("Plan")),),
        measured=False,
        context={
            "package": package,
            "pictures": pictures,
            "sections": len(sections),
            "provenances": provenances,
            "editions": editions,
            "today": timezone.localdate(),
        },
        data={
            "sha256": now.book.sha256,
            "editions": [edition_twin(each) for each in editions],
            "package": package.model_dump(mode="json"),
        },
    )


def reforms(_request: HttpRequest, now: State) -> Page:
    """The reforms of the body itself: the plan's word for each, the office's with its date, and its steps."""
    package = now.book.package
    rows = Reform.objects.filter(plan__code=package.plan.code).prefetch_related("steps__owner")
    tracks = tracks_of(package.reform_tracks, rows, timezone.localdate())
    return Page(
        "portal/reforms.html",
        _("Reform tracks"),
        crumbs=(Crumb(_("Reforms")),),
        measured=False,
        context={"tracks": tracks},
        data={"items": [track_twin(each) for each in tracks]},
    )
