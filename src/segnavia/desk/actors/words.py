"""What the desk calls the kinds of body; the ids are those of the public pages."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from segnavia.core.bodies import BodyKind

KINDS: Mapping[BodyKind, object] = {
    BodyKind.METROPOLITAN_CITY: _("Metropolitan city"),
    BodyKind.MUNICIPALITY: _("Municipality"),
    BodyKind.UNION: _("Union of municipalities"),
    BodyKind.PROVINCE: _("Province"),
    BodyKind.REGION: _("Region"),
    BodyKind.STATE: _("State"),
    BodyKind.SCHOOL: _("School"),
    BodyKind.UNIVERSITY: _("University"),
    BodyKind.HEALTH: _("Health service"),
    BodyKind.RESEARCH: _("Research institute"),
    BodyKind.FOUNDATION: _("Foundation"),
    BodyKind.CHAMBER: _("Chamber or professional order"),
    BodyKind.CONSORTIUM: _("Consortium"),
    BodyKind.COMPANY: _("Company"),
    BodyKind.OTHER: _("Other body"),
}
