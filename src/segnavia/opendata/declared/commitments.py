"""The tables of what was promised: actors, public agreements with their parts, assignments, first moves, cases."""

from django.utils.translation import gettext_noop

from segnavia.opendata.columns import Table, code, count, day, euro, text, yes_no

GROUP = "commitments"
_AGREEMENT = code(gettext_noop("Agreement"), gettext_noop("code of the agreement"), "agreement", "agreements")
_ACTOR = code(gettext_noop("Actor"), gettext_noop("code of the actor"), "actor", "actors")
_NUMBER = count("number", gettext_noop("Number"), gettext_noop("within its agreement"), required=True)
_ID = count("id", gettext_noop("Number"), required=True)
_TASK = "to_do, under_way, done, withdrawn"
_STANDING = (
    day("due_on", gettext_noop("Due on")),
    text("state", gettext_noop("State"), _TASK, required=True),
    day("done_on", gettext_noop("Done on")),
    text("evidence", gettext_noop("Evidence")),
)
_SERVES = text("element", gettext_noop("Serves"), gettext_noop("a list and a code, such as objectives:M1.01"))

TABLES: tuple[Table, ...] = (
    Table(
        "actors",
        gettext_noop("Actors"),
        gettext_noop("The bodies and organisations of which the plan asks something, or that promised something."),
        (
            code(gettext_noop("Actor")),
            text("title", gettext_noop("Name"), required=True),
            text("kind", gettext_noop("Kind"), required=True),
            text(
                "direction",
                gettext_noop("Direction"),
                "metropolitan_city, municipalities, intermediate_bodies",
                required=True,
            ),
            text("municipality", gettext_noop("ISTAT code"), gettext_noop("where it is a municipality")),
            text("tax_code", gettext_noop("Tax code"), gettext_noop("eleven digits, of the body")),
        ),
        ("code",),
        spatial="municipality",
    ),
    Table(
        "agreements",
        gettext_noop("Agreements"),
        gettext_noop("The public agreements of the plan, each in its state of today."),
        (
            code(gettext_noop("Agreement")),
            text("type", gettext_noop("Type"), required=True),
            text("title", gettext_noop("Title"), required=True),
            text("state", gettext_noop("State"), gettext_noop("as of today"), required=True),
            text("legal_basis", gettext_noop("Legal basis")),
            text("aims", gettext_noop("Aims")),
            day("signed_on", gettext_noop("Signed on")),
            text("signature", gettext_noop("Signature"), gettext_noop("how it was signed")),
            text("protocol", gettext_noop("Protocol")),
            text("publication", gettext_noop("Publication")),
            day("starts_on", gettext_noop("From")),
            day("ends_on", gettext_noop("Until")),
            text("renewal", gettext_noop("Renewal")),
            text("territory", gettext_noop("Territory"), gettext_noop("in words")),
            text("governing_body", gettext_noop("Governing body")),
            text("monitoring", gettext_noop("Monitoring")),
        ),
        ("code",),
    ),
    Table(
        "agreement_parties",
        gettext_noop("Parties of agreements"),
        gettext_noop("Who is party to each public agreement, in which role, and by which act."),
        (
            _AGREEMENT,
            _ACTOR,
            text("role", gettext_noop("Role")),
            text("signatory", gettext_noop("Signatory"), gettext_noop("the office that signs")),
            text("approval_body", gettext_noop("Approved by")),
            text("approval_number", gettext_noop("Number of the approval")),
            day("approved_on", gettext_noop("Approved on")),
            day("joined_on", gettext_noop("Joined on")),
            day("left_on", gettext_noop("Left on")),
        ),
        ("agreement", "actor"),
    ),
    Table(
        "agreement_elements",
        gettext_noop("What agreements serve"),
        gettext_noop("The objectives, drivers and reform tracks that each public agreement serves."),
        (
            _AGREEMENT,
            code(gettext_noop("Serves"), gettext_noop("a list and a code, such as objectives:M1.01"), "element"),
        ),
        ("agreement", "element"),
    ),
    Table(
        "agreement_codes",
        gettext_noop("Projects and tenders of agreements"),
        gettext_noop("The CUP and CIG that each public agreement is about."),
        (_AGREEMENT, code(gettext_noop("Kind"), "CUP, CIG", "kind"), code(gettext_noop("Code"))),
        ("agreement", "kind", "code"),
    ),
    Table(
        "agreement_resources",
        gettext_noop("Money of agreements"),
        gettext_noop("What each public agreement brings, by who gives it; an amount that is not known is empty."),
        (
            _AGREEMENT,
            _NUMBER,
            text("source", gettext_noop("Source"), required=True),
            euro("amount", gettext_noop("Amount")),
        ),
        ("agreement", "number"),
    ),
    Table(
        "agreement_meetings",
        gettext_noop("Meetings of agreements"),
        gettext_noop("When the governing body of each public agreement met, and what it decided."),
        (
            _AGREEMENT,
            _NUMBER,
            day("held_on", gettext_noop("Held on"), required=True),
            text("subject", gettext_noop("Subject"), required=True),
            text("decisions", gettext_noop("Decisions")),
        ),
        ("agreement", "number"),
    ),
    Table(
        "agreement_amendments",
        gettext_noop("Amendments of agreements"),
        gettext_noop("How each public agreement was changed after it was signed."),
        (
            _AGREEMENT,
            _NUMBER,
            text("kind", gettext_noop("Kind"), "amendment, accession, withdrawal, renewal", required=True),
            day("dated", gettext_noop("Dated"), required=True),
            text("actor", gettext_noop("Actor"), gettext_noop("code of the actor"), refers="actors"),
            text("act", gettext_noop("Act"), gettext_noop("body, number and date")),
            text("text", gettext_noop("Text"), required=True),
            day("ends_on", gettext_noop("New last day")),
        ),
        ("agreement", "number"),
    ),
    Table(
        "commitments",
        gettext_noop("Commitments"),
        gettext_noop("What the parties of public agreements promised: who, what, by when, how much, and how it goes."),
        (
            _AGREEMENT,
            code(gettext_noop("Commitment")),
            _ACTOR,
            text("what", gettext_noop("What"), required=True),
            euro("amount", gettext_noop("Amount")),
            _SERVES,
            *_STANDING,
        ),
        ("agreement", "code"),
    ),
    Table(
        "assignments",
        gettext_noop("Assignments"),
        gettext_noop("Who carries out a marked cell of objective or component and direction."),
        (
            _ID,
            code(gettext_noop("Element"), gettext_noop("a list and a code, such as objectives:M1.01"), "element"),
            code(gettext_noop("Direction"), "metropolitan_city, municipalities, intermediate_bodies", "direction"),
            _ACTOR,
            text("what", gettext_noop("What"), gettext_noop("where it is more than the element says")),
            *_STANDING,
        ),
        ("id",),
    ),
    Table(
        "first_moves",
        gettext_noop("First moves"),
        gettext_noop("The public early actions that set the plan in motion: by whom, by when, with which proof."),
        (_ID, text("title", gettext_noop("Title"), required=True), _ACTOR, _SERVES, *_STANDING),
        ("id",),
    ),
    Table(
        "cases",
        gettext_noop("Contested values"),
        gettext_noop("Where a body contests a value that the sources tell of a project, and how it ended."),
        (
            _ID,
            code(gettext_noop("Project"), gettext_noop("key of the project"), "project"),
            text("contested_by", gettext_noop("Contested by"), required=True),
            text("value", gettext_noop("Value"), gettext_noop("which value is contested"), required=True),
            text("official_value", gettext_noop("Official value")),
            text("local_value", gettext_noop("Value of the body")),
            text("bulletin", gettext_noop("Bulletin"), gettext_noop("in which it was contested")),
            yes_no("open", gettext_noop("Open")),
            day("opened_on", gettext_noop("Opened on"), required=True),
            day("closed_on", gettext_noop("Closed on")),
            text("outcome", gettext_noop("Outcome"), gettext_noop("empty while it is open")),
            text("explanation", gettext_noop("Explanation")),
        ),
        ("id",),
    ),
)
