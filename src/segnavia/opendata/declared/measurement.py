"""The tables of the measurement: figures, money by source and over time, milestones, bodies, releases, findings."""

from django.utils.translation import gettext_noop

from segnavia.opendata.columns import FIGURES, Table, code, count, day, euro, text

GROUP = "measurement"
_DIMENSION = code(
    gettext_noop("Dimension"), gettext_noop("total, mission, objective, municipality and so on"), "dimension"
)
_CODE = code(gettext_noop("Code"), gettext_noop("in its dimension; all where the dimension is one whole"))
_PROJECTS = count("projects", gettext_noop("Projects"), required=True)
_CASES = count("cases", gettext_noop("Cases"), required=True)
_SEVERITY = text("severity", gettext_noop("Severity"), "error, warning, info", required=True)
_ORIGIN = text(
    "origin",
    gettext_noop("Found in"),
    gettext_noop("plan: the plan's own coherence; measurement: the data"),
    required=True,
)
_SHA256 = code(gettext_noop("SHA-256"), gettext_noop("of the publisher's file"), "sha256")

TABLES: tuple[Table, ...] = (
    Table(
        "figures",
        gettext_noop("All figures"),
        gettext_noop(
            "Every figure of the bulletin by dimension and code. Objectives and outside_plan add up to the total, and "
            "so do municipalities and territory_level; drivers and keywords overlap."
        ),
        (_DIMENSION, _CODE, *FIGURES),
        ("dimension", "code"),
    ),
    Table(
        "money_by_source",
        gettext_noop("Money by source"),
        gettext_noop("What each source gives: funding by the projects' dataset, payments by the payments' dataset."),
        (
            _DIMENSION,
            _CODE,
            code(gettext_noop("Source of money"), name="source"),
            _PROJECTS,
            euro("funding", gettext_noop("Funding"), places=17),
            euro("paid", gettext_noop("Payments"), places=17),
        ),
        ("dimension", "code", "source"),
    ),
    Table(
        "over_time",
        gettext_noop("Money over time"),
        gettext_noop("The money as each release of the payments' dataset told it, for the projects and shares of now."),
        (
            _DIMENSION,
            _CODE,
            day("as_of", gettext_noop("As of"), required=True),
            _PROJECTS,
            euro("funding_pnrr", gettext_noop("PNRR funding"), places=17),
            euro("paid_pnrr", gettext_noop("PNRR payments"), places=17),
            euro("both_funding", gettext_noop("PNRR funding, where payments are known"), places=17),
            euro("both_paid", gettext_noop("PNRR payments, where the funding is known"), places=17),
        ),
        ("dimension", "code", "as_of"),
    ),
    Table(
        "milestones",
        gettext_noop("Milestones and targets"),
        gettext_noop("The milestones and targets of the PNRR that the sub-measures at work here have to reach."),
        (
            code(gettext_noop("Milestone")),
            code(gettext_noop("Sub-measure"), name="submeasure", refers="submeasures"),
            code(gettext_noop("Kind"), gettext_noop("milestone or target"), "kind"),
            code(gettext_noop("Level"), gettext_noop("UE: agreed with the Union; ITA: the State's own"), "level"),
            text("title", gettext_noop("Title"), required=True),
            day("due_on", gettext_noop("Due on"), required=True),
            text("outcome", gettext_noop("Outcome"), "met, missed, untold, ahead", required=True),
        ),
        ("code", "submeasure", "kind", "level", "title", "due_on"),
    ),
    Table(
        "bodies",
        gettext_noop("Bodies that carry projects out"),
        gettext_noop(
            "By tax code, with the money and progress of their projects. Natural persons are never among them."
        ),
        (
            code(gettext_noop("Tax code"), gettext_noop("eleven digits, of the body")),
            text("title", gettext_noop("Name"), required=True),
            text("kind", gettext_noop("Kind"), gettext_noop("by how its name begins"), required=True),
            text(
                "direction",
                gettext_noop("Direction"),
                "metropolitan_city, municipalities, intermediate_bodies",
                required=True,
            ),
            *FIGURES,
        ),
        ("code",),
    ),
    Table(
        "releases",
        gettext_noop("Releases of open data"),
        gettext_noop("What the bulletin rests on: the publisher's files, and how many of their rows were kept."),
        (
            code(gettext_noop("Dataset"), name="dataset"),
            day("as_of", gettext_noop("As of"), required=True),
            text("layout", gettext_noop("Layout"), gettext_noop("after the first release seen in it"), required=True),
            _SHA256,
            text("source", gettext_noop("File"), required=True),
            text("licence", gettext_noop("Licence"), required=True),
            count("rows_in", gettext_noop("Rows in"), required=True),
            count("rows_kept", gettext_noop("Rows kept"), required=True),
            count("rows_quarantined", gettext_noop("Rows set aside"), required=True),
        ),
        ("dataset", "sha256"),
    ),
    Table(
        "quarantine",
        gettext_noop("Rows set aside, by reason"),
        gettext_noop("Rows that could not be read: they count nowhere, and they are not lost."),
        (
            code(gettext_noop("Dataset"), name="dataset"),
            code(gettext_noop("Finding"), name="finding"),
            text("title", gettext_noop("Title"), required=True),
            count("rows", gettext_noop("Rows"), required=True),
        ),
        ("dataset", "finding"),
    ),
    Table(
        "findings",
        gettext_noop("Findings"),
        gettext_noop("What is wrong or doubtful in the plan or in the data, by rule, with its remedy."),
        (
            code(gettext_noop("Finding")),
            _ORIGIN,
            _SEVERITY,
            text("title", gettext_noop("Title"), required=True),
            text("remedy", gettext_noop("Remedy"), required=True),
            _CASES,
        ),
        ("code",),
    ),
    Table(
        "finding_cases",
        gettext_noop("Cases of findings"),
        gettext_noop("Where each rule found something: a code of the plan, or a project."),
        (
            code(gettext_noop("Finding"), name="code", refers="findings"),
            count("number", gettext_noop("Number"), gettext_noop("within its finding"), required=True),
            text("place", gettext_noop("Place"), required=True),
            text("message", gettext_noop("Message")),
        ),
        ("code", "number"),
    ),
)
