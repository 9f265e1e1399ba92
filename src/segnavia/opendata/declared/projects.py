"""The tables of projects: what each is, where it lies, what it serves, and the publisher's rows behind it."""

from django.utils.translation import gettext_noop

from segnavia.opendata.columns import Column, Table, code, count, day, euro, number, text, yes_no

GROUP = "projects"
_PROJECT = code(gettext_noop("Project"), gettext_noop("key of the project"), "project", "projects")
_ROW = count("row", gettext_noop("Row"), gettext_noop("in the publisher's file, from 1"), required=True)
_TENDER = text("tender", "CIG", gettext_noop("code of the tender"))
_PLANNED_START = day("planned_start", gettext_noop("Planned start"))
_ACTUAL_START = day("actual_start", gettext_noop("Actual start"))
_PLANNED_END = day("planned_end", gettext_noop("Planned end"))
_ACTUAL_END = day("actual_end", gettext_noop("Actual end"))
_SHARE = gettext_noop("in [0, 1], to fifteen decimals")
_BODY: tuple[Column, ...] = (
    text("body", gettext_noop("Name"), gettext_noop("empty for a natural person")),
    text("tax_code", gettext_noop("Tax code"), gettext_noop("empty for a natural person")),
    text("role", gettext_noop("Role")),
    text("legal_form", gettext_noop("Legal form")),
)

TABLES: tuple[Table, ...] = (
    Table(
        "projects",
        gettext_noop("Projects"),
        gettext_noop("The projects that the sources locate here, each with its money, state and places."),
        (
            code(gettext_noop("Project"), gettext_noop("sub-measure, CUP and a digest of the CLP"), "key"),
            code(gettext_noop("Sub-measure"), name="submeasure", refers="submeasures"),
            code(gettext_noop("Mission"), name="mission"),
            code(gettext_noop("Component"), name="component"),
            text("cup", "CUP", gettext_noop("the State's code of the investment"), required=True),
            text("clp", "CLP", gettext_noop("the local code"), required=True),
            text("title", gettext_noop("Title")),
            text("nature", gettext_noop("Nature"), gettext_noop("of the investment, by its CUP: 03 is public works")),
            text("nature_title", gettext_noop("Title of the nature")),
            text("body", gettext_noop("Implementing body")),
            text("body_code", gettext_noop("Tax code of the body"), refers="bodies"),
            text("direction", gettext_noop("Direction"), "metropolitan_city, municipalities, intermediate_bodies"),
            text("municipalities", gettext_noop("Municipalities"), gettext_noop("ISTAT codes with blanks between")),
            text("objectives", gettext_noop("Objectives"), gettext_noop("codes with blanks between; empty: outside")),
            text(
                "state",
                gettext_noop("State"),
                "not_started, under_way, late, completed, suspended_or_withdrawn, unknown",
                required=True,
            ),
            text("rule", gettext_noop("Rule"), gettext_noop("the code of the rule that gave the state"), required=True),
            count("days_late", gettext_noop("Days late"), gettext_noop("at the bulletin's date; empty: not late")),
            day("due", gettext_noop("Late against"), gettext_noop("the day that a late project has passed")),
            number("place_share", gettext_noop("Share that lies here"), _SHARE, places=15),
            yes_no("measured", gettext_noop("Measured"), gettext_noop("has a row in the payments' dataset")),
            euro("funding_pnrr", gettext_noop("PNRR funding"), gettext_noop("of the whole project")),
            euro("paid_pnrr", gettext_noop("PNRR payments"), gettext_noop("of the whole project")),
            euro(
                "funding_elsewhere",
                gettext_noop("PNRR funding by the projects' dataset alone"),
                gettext_noop("where the payments' dataset has no row of it"),
            ),
            euro("funding_total", gettext_noop("Funding from all sources"), gettext_noop("of the whole project")),
            euro("paid_total", gettext_noop("Payments from all sources"), gettext_noop("of the whole project")),
            text("cup_state", gettext_noop("State of the CUP")),
            text("progress_state", gettext_noop("Progress as declared")),
            _PLANNED_START,
            _ACTUAL_START,
            _PLANNED_END,
            _ACTUAL_END,
            count("targets", gettext_noop("Physical targets")),
            count("targets_reached", gettext_noop("Targets reached")),
            count("tenders", gettext_noop("Tenders"), gettext_noop("rows that the publisher has of it")),
            count("awards", gettext_noop("Awards"), gettext_noop("rows that the publisher has of it")),
            text(
                "located_by",
                gettext_noop("Located by"),
                gettext_noop("key: the project's own places; cup: those of its CUP"),
                required=True,
            ),
        ),
        ("key",),
        spatial="municipalities",
    ),
    Table(
        "project_places",
        gettext_noop("Places of projects"),
        gettext_noop("Where each project lies, here and elsewhere, and which share of it."),
        (
            _PROJECT,
            code(gettext_noop("Place"), gettext_noop("province and municipality; 000 is the whole province"), "place"),
            code(gettext_noop("Province"), gettext_noop("three digits, by ISTAT"), "province"),
            text("municipality", gettext_noop("ISTAT code"), gettext_noop("empty where no municipality is told")),
            text("title", gettext_noop("Title"), gettext_noop("as the publisher writes it")),
            number("share", gettext_noop("Share"), _SHARE, places=15),
            yes_no("inside", gettext_noop("In the territory")),
        ),
        ("project", "place"),
        spatial="municipality",
    ),
    Table(
        "project_objectives",
        gettext_noop("Objectives that projects serve"),
        gettext_noop("By which share each project contributes to an objective; a project outside the plan has no row."),
        (
            _PROJECT,
            code(gettext_noop("Objective"), name="objective", refers="objectives"),
            number("share", gettext_noop("Share"), _SHARE, places=15),
        ),
        ("project", "objective"),
    ),
    Table(
        "project_indicators",
        gettext_noop("Physical indicators of projects"),
        gettext_noop("What was planned and what was achieved, each indicator in its own unit."),
        (
            _PROJECT,
            code(gettext_noop("Indicator"), name="indicator"),
            text("title", gettext_noop("Title")),
            text("unit", gettext_noop("Unit")),
            number("planned", gettext_noop("Planned"), gettext_noop("in its unit"), places=4),
            number("achieved", gettext_noop("Achieved"), gettext_noop("in its unit"), places=4),
        ),
        ("project", "indicator"),
    ),
    Table(
        "project_phases",
        gettext_noop("Phases of projects"),
        gettext_noop("The publisher's rows on the procedure of each project, with planned and actual dates."),
        (
            _PROJECT,
            _ROW,
            text("phase", gettext_noop("Phase"), gettext_noop("the publisher's code")),
            text("title", gettext_noop("Title")),
            _PLANNED_START,
            _ACTUAL_START,
            _PLANNED_END,
            _ACTUAL_END,
        ),
        ("project", "row"),
    ),
    Table(
        "project_tenders",
        gettext_noop("Tenders"),
        gettext_noop("The publisher's rows on the tenders of each project."),
        (
            _PROJECT,
            _ROW,
            _TENDER,
            text("title", gettext_noop("Title")),
            text("procedure", gettext_noop("Procedure")),
            text("no_tender_reason", gettext_noop("Why there is no CIG")),
            euro("amount", gettext_noop("Amount")),
            euro("awarded_amount", gettext_noop("Awarded amount")),
            day("published_on", gettext_noop("Published on")),
            day("awarded_on", gettext_noop("Awarded on")),
        ),
        ("project", "row"),
    ),
    Table(
        "project_awards",
        gettext_noop("Awards"),
        gettext_noop("To whom the tenders were awarded; of natural persons neither name nor tax code is kept."),
        (_PROJECT, _ROW, _TENDER, *_BODY),
        ("project", "row"),
    ),
    Table(
        "project_subcontracts",
        gettext_noop("Subcontracts"),
        gettext_noop("Who works as a subcontractor; of natural persons neither name nor tax code is kept."),
        (_PROJECT, _ROW, _TENDER, *_BODY),
        ("project", "row"),
    ),
    Table(
        "project_subjects",
        gettext_noop("Bodies of projects"),
        gettext_noop("Which bodies take part in a project, and in which role; natural persons are left out of it."),
        (_PROJECT, _ROW, *_BODY),
        ("project", "row"),
    ),
    Table(
        "project_findings",
        gettext_noop("Findings on projects"),
        gettext_noop("What the measurement found doubtful about a project, by rule."),
        (_PROJECT, code(gettext_noop("Finding"), name="finding", refers="findings")),
        ("project", "finding"),
    ),
)
