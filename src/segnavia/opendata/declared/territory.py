"""The tables of the territory: municipalities and zones, with their money."""

from django.utils.translation import gettext_noop

from segnavia.opendata.columns import FIGURES, PROVENANCE, Table, code, count, number, text

GROUP = "territory"
_POPULATION = count(
    "population", gettext_noop("Inhabitants"), gettext_noop("by ISTAT; empty where boundaries were not at hand")
)

TABLES: tuple[Table, ...] = (
    Table(
        "zones",
        gettext_noop("Homogeneous zones"),
        gettext_noop("The zones of the territory, with the money and progress of the projects that lie in each."),
        (
            code(gettext_noop("Zone")),
            text("title", gettext_noop("Title"), required=True),
            _POPULATION,
            *PROVENANCE,
            *FIGURES,
        ),
        ("code",),
    ),
    Table(
        "municipalities",
        gettext_noop("Municipalities"),
        gettext_noop("The municipalities of the territory, with the money and progress of the projects in each."),
        (
            code(gettext_noop("ISTAT code"), gettext_noop("six digits: province and municipality")),
            text("title", gettext_noop("Title"), required=True),
            code(gettext_noop("Zone"), name="zone", refers="zones"),
            text("valid_from", gettext_noop("In the zone from"), gettext_noop("empty where it is not known")),
            text("valid_to", gettext_noop("In the zone until"), gettext_noop("the last day; empty where it still is")),
            _POPULATION,
            number(
                "lon",
                gettext_noop("Longitude"),
                gettext_noop("of a point inside the municipality, in WGS 84"),
                places=6,
                unit="°",
            ),
            number(
                "lat",
                gettext_noop("Latitude"),
                gettext_noop("of a point inside the municipality, in WGS 84"),
                places=6,
                unit="°",
            ),
            *PROVENANCE,
            *FIGURES,
        ),
        ("code",),
        spatial="code",
    ),
    Table(
        "objective_municipalities",
        gettext_noop("Objectives by municipality"),
        gettext_noop("The money and progress of the projects of each objective in each municipality."),
        (
            code(gettext_noop("Objective"), name="objective"),
            code(gettext_noop("ISTAT code"), gettext_noop("of the municipality"), "municipality"),
            *FIGURES,
        ),
        ("objective", "municipality"),
        spatial="municipality",
    ),
)
