"""The tables of the plan: its grids, objectives, drivers, reform tracks, crosswalk, and its legal life."""

from django.utils.translation import gettext_noop

from segnavia.opendata.columns import FIGURES, PROVENANCE, Table, code, count, day, number, text, yes_no

GROUP = "plan"
_TITLE = text("title", gettext_noop("Title"), required=True)
_MISSION = code(gettext_noop("Mission"), gettext_noop("the mission it belongs to"), "mission", "missions")
_MARKED = gettext_noop("whether the plan marks this direction of actors")
_DIRECTIONS = (
    yes_no("metropolitan_city", gettext_noop("Metropolitan city acts"), _MARKED),
    yes_no("municipalities", gettext_noop("Municipalities act"), _MARKED),
    yes_no("intermediate_bodies", gettext_noop("Intermediate bodies act"), _MARKED),
)
_OBJECTIVE = code(gettext_noop("Objective"), gettext_noop("code of the objective"), "objective", "objectives")

TABLES: tuple[Table, ...] = (
    Table(
        "keywords",
        gettext_noop("Vision keywords"),
        gettext_noop("The keywords of the plan's vision with the missions they are marked for, and their money."),
        (
            code(gettext_noop("Keyword")),
            _TITLE,
            text("missions", gettext_noop("Missions"), gettext_noop("codes with blanks between")),
            *PROVENANCE,
            *FIGURES,
        ),
        ("code",),
    ),
    Table(
        "missions",
        gettext_noop("Missions"),
        gettext_noop("The missions of the PNRR, by which the objectives are grouped, with their money and progress."),
        (code(gettext_noop("Mission")), _TITLE, *PROVENANCE, *FIGURES),
        ("code",),
    ),
    Table(
        "components",
        gettext_noop("Components"),
        gettext_noop("The components of the PNRR, who acts in each, and the money and progress of their projects."),
        (code(gettext_noop("Component")), _MISSION, _TITLE, *_DIRECTIONS, *PROVENANCE, *FIGURES),
        ("code",),
    ),
    Table(
        "objectives",
        gettext_noop("Strategic objectives"),
        gettext_noop("The strategic objectives, who acts for each, and the money and progress of their projects."),
        (code(gettext_noop("Objective")), _MISSION, _TITLE, *_DIRECTIONS, *PROVENANCE, *FIGURES),
        ("code",),
    ),
    Table(
        "objective_goals",
        gettext_noop("Goals of the Agenda 2030 that objectives serve"),
        gettext_noop("Derived through the sub-measures that contribute to each objective."),
        (
            _OBJECTIVE,
            code(gettext_noop("Goal"), gettext_noop("two digits"), "goal"),
            text("goal_title", gettext_noop("Title of the goal")),
            yes_no(
                "prevalent",
                gettext_noop("Main goal"),
                gettext_noop("the publisher marks it as the main goal of at least one sub-measure"),
            ),
            count("submeasures", gettext_noop("Sub-measures"), gettext_noop("those that serve it"), required=True),
        ),
        ("objective", "goal"),
    ),
    Table(
        "drivers",
        gettext_noop("Drivers of the agenda"),
        gettext_noop("The drivers of the strategic agenda. Their money overlaps and must not be added up."),
        (
            code(gettext_noop("Driver")),
            _TITLE,
            text("subtitle", gettext_noop("Subtitle")),
            text("summary", gettext_noop("Summary"), gettext_noop("in the editors' words")),
            *PROVENANCE,
            *FIGURES,
        ),
        ("code",),
    ),
    Table(
        "driver_objectives",
        gettext_noop("Objectives that drivers combine"),
        gettext_noop("Which objectives each driver of the agenda combines, and why."),
        (
            code(gettext_noop("Driver"), name="driver", refers="drivers"),
            _OBJECTIVE,
            text("reason", gettext_noop("Reason")),
            *PROVENANCE,
        ),
        ("driver", "objective"),
    ),
    Table(
        "reform_tracks",
        gettext_noop("Reform tracks"),
        gettext_noop("The reforms of the body itself: the plan's word, and the office's with its day."),
        (
            code(gettext_noop("Reform track")),
            _TITLE,
            text("state", gettext_noop("State by the plan"), "work_in_progress, done, withdrawn", required=True),
            text("office_state", gettext_noop("State by the office"), "work_in_progress, done, withdrawn"),
            text("office_note", gettext_noop("The office's word")),
            day("said_on", gettext_noop("Said on"), gettext_noop("the day of the office's word")),
            *PROVENANCE,
        ),
        ("code",),
        living=True,
    ),
    Table(
        "reform_steps",
        gettext_noop("Steps of the reform tracks"),
        gettext_noop("What each reform track consists of, by when, and by which act it was done."),
        (
            count("id", gettext_noop("Number"), required=True),
            code(gettext_noop("Reform track"), name="reform", refers="reform_tracks"),
            _TITLE,
            text("actor", gettext_noop("Actor"), gettext_noop("code of who is to do it"), refers="actors"),
            day("due_on", gettext_noop("Due on")),
            text("state", gettext_noop("State"), "to_do, under_way, done, withdrawn", required=True),
            day("done_on", gettext_noop("Done on")),
            text("act", gettext_noop("Act"), gettext_noop("body, number and date")),
        ),
        ("id",),
        living=True,
    ),
    Table(
        "submeasures",
        gettext_noop("Sub-measures"),
        gettext_noop("The sub-measures of the PNRR that the plan judges or that are at work here, with their money."),
        (
            code(gettext_noop("Sub-measure")),
            text("title", gettext_noop("Title"), gettext_noop("empty where the plan does not judge it")),
            code(gettext_noop("Mission"), name="mission"),
            code(gettext_noop("Component"), name="component"),
            yes_no("judged", gettext_noop("Judged"), gettext_noop("whether the plan's crosswalk speaks of it")),
            text(
                "outside_reason",
                gettext_noop("Why it is outside the plan"),
                gettext_noop("where the crosswalk says that it serves no objective"),
            ),
            *FIGURES,
        ),
        ("code",),
    ),
    Table(
        "crosswalk",
        gettext_noop("Crosswalk of sub-measures and objectives"),
        gettext_noop("By which share the projects of a sub-measure contribute to an objective, and why."),
        (
            code(gettext_noop("Sub-measure"), name="submeasure", refers="submeasures"),
            _OBJECTIVE,
            number("share", gettext_noop("Share"), gettext_noop("in (0, 1], to fifteen decimals"), places=15),
            text("share_exact", gettext_noop("Exact share"), gettext_noop("as a fraction, such as 1/3"), required=True),
            text("reason", gettext_noop("Reason")),
            *PROVENANCE,
        ),
        ("submeasure", "objective"),
    ),
    Table(
        "legal_steps",
        gettext_noop("Legal steps of the plan"),
        gettext_noop("Adoption, opinion, approval and entry into force, with the text that each act is about."),
        (
            count("id", gettext_noop("Number"), required=True),
            text("edition", gettext_noop("Edition"), required=True),
            count("period_start", gettext_noop("First year"), required=True),
            count("period_end", gettext_noop("Last year"), required=True),
            text(
                "status",
                gettext_noop("State of the edition"),
                "draft, adopted, approved, in_force, superseded",
                required=True,
            ),
            text("step", gettext_noop("Step"), "adoption, opinion, approval, entry_into_force", required=True),
            text("body", gettext_noop("Body"), required=True),
            text("number", gettext_noop("Number of the act"), gettext_noop("empty where it is not known")),
            text(
                "dated",
                gettext_noop("Dated"),
                gettext_noop("as far as it is known: a year, a month or a day"),
                required=True,
            ),
            day("in_force_from", gettext_noop("In force from")),
            text("text_sha256", gettext_noop("Text, SHA-256"), required=True),
            *PROVENANCE,
        ),
        ("id",),
        living=True,
    ),
)
