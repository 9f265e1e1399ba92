"""The rules of a plan's sense. Codes are stable for ever; `docs/findings.md` is generated from this table.

10x objectives, 12x grids, 14x agenda, 16x crosswalk, 18x territory, 19x what the plan rests on.
"""

from segnavia.core.findings import Rule, Severity

OBJECTIVE_WITHOUT_DIRECTION = Rule(
    "PLN101",
    Severity.WARNING,
    "Objective without direction",
    "nobody acts on this objective: no direction is marked",
    "Mark who acts in objectives.csv, or ask the body who does.",
    "M2.08 is marked neither for Città metropolitana nor for anybody else.",
)
OBJECTIVE_WITHOUT_DRIVER = Rule(
    "PLN102",
    Severity.WARNING,
    "Objective without driver",
    "no driver of the agenda combines this objective",
    "Add it to a driver in agenda.csv, or say that the agenda leaves it out.",
    "M5.11 stands in no row of agenda.csv.",
)
OBJECTIVE_WITHOUT_MONEY = Rule(
    "PLN103",
    Severity.INFO,
    "Objective without money",
    "no sub-measure of the crosswalk contributes to this objective",
    "Nothing to mend if it is an act of governance; otherwise look for its sub-measures, or for other funds.",
    "M2.10, a single tariff, is an act and no investment.",
)
OBJECTIVE_IN_MANY_DRIVERS = Rule(
    "PLN104",
    Severity.INFO,
    "Objective in many drivers",
    "{count} drivers combine this objective: {drivers}",
    "Keep the drivers that really move it; an objective of everybody is nobody's.",
    "M1.02 stands in D01, D05, D08 and D10.",
)
SIMILAR_OBJECTIVES = Rule(
    "PLN105",
    Severity.WARNING,
    "Objectives with nearly the same title",
    "its title is nearly that of {other}",
    "Check that they are two objectives and that no row was copied twice; money may be counted for the wrong one.",
    "M3.06 and M3.10 both read Ampliamento dei servizi di e-mobility.",
)
NUMBERING_GAP = Rule(
    "PLN106",
    Severity.WARNING,
    "Gap in the numbering",
    "the numbering of mission {mission} jumps from {before} to {after}",
    "Check that no objective was lost in the transcription.",
    "M4.03 is followed by M4.05.",
)
NO_OBJECTIVE = Rule(
    "PLN107",
    Severity.WARNING,
    "Plan without objectives",
    "the plan has no objective: its territory is measured on the PNRR's grid alone",
    "Write the objectives in objectives.csv, each with who acts on it.",
    "A package that segnavia plan new wrote, and nobody has filled in yet.",
)
KEYWORD_UNSERVED = Rule(
    "PLN121",
    Severity.WARNING,
    "Keyword that no objective serves",
    "no mission that is marked for this keyword has an objective",
    "Mark its missions in grids.yaml, or write the objectives that it asks for.",
    "K3 is marked for M6 only, and M6 has no objective.",
)
MISSION_WITHOUT_KEYWORD = Rule(
    "PLN122",
    Severity.WARNING,
    "Mission without keyword",
    "no keyword is marked for this mission",
    "Mark the mission for the keywords that it serves in grids.yaml.",
    "M4 appears in the missions of no keyword.",
)
MISSION_WITHOUT_OBJECTIVE = Rule(
    "PLN123",
    Severity.WARNING,
    "Mission without objective",
    "this mission has no objective",
    "Check objectives.csv, or say in the mission's note why the plan has none.",
    "M6 is in grids.yaml, and no objective begins with M6.",
)
COMPONENT_DIRECTION_UNCARRIED = Rule(
    "PLN124",
    Severity.WARNING,
    "Component marked for a direction that no objective carries",
    "it is marked for {direction}, and no objective of {mission} is",
    "Check the mark in grids.yaml, or write the objective by which that direction acts.",
    "M3C2 is marked for Corpi intermedi, and none of the objectives of M3 is.",
)
OBJECTIVE_DIRECTION_UNCARRIED = Rule(
    "PLN125",
    Severity.WARNING,
    "Objective marked for a direction that no component carries",
    "it is marked for {direction}, and no component of {mission} is",
    "Check the mark in objectives.csv against the grid of components.",
    "M4.05 is marked for Comuni, and no component of M4 is.",
)
DIRECTION_UNUSED = Rule(
    "PLN126",
    Severity.WARNING,
    "Direction that acts on nothing",
    "no objective is marked for this direction",
    "Mark its objectives, or remove the direction from plan.yaml.",
    "intermediate_bodies is declared and never marked.",
)
DRIVER_AGAINST_COMPONENTS = Rule(
    "PLN141",
    Severity.WARNING,
    "Driver whose objectives mark a direction that its components exclude",
    "{objectives} are marked for {direction}; none of the components whose money serves it is ({components})",
    "Check the marks of both grids: that direction is asked to act, and the money at work is not for it.",
    "D04 combines objectives of the Comuni; all its money comes from M2C1, which is not marked for them.",
)
DRIVER_WITHOUT_OBJECTIVE = Rule(
    "PLN142",
    Severity.WARNING,
    "Driver without objective",
    "this driver combines no objective",
    "Add its objectives to agenda.csv.",
    "D09 stands in agenda.yaml, and no row of agenda.csv names it.",
)
DRIVER_WITH_ONE_OBJECTIVE = Rule(
    "PLN143",
    Severity.INFO,
    "Driver with one objective",
    "it combines one objective only, {objective}",
    "A driver selects and combines: look for what else it moves, or follow the objective on its own.",
    "D10 combines M6.01 and nothing else.",
)
DRIVER_IN_ONE_MISSION = Rule(
    "PLN144",
    Severity.INFO,
    "Driver inside one mission",
    "its {count} objectives are all of {mission}",
    "A driver crosses the missions: check whether an objective of another one belongs to it.",
    "All the objectives of D05 are of M3.",
)
DRIVER_WITHOUT_MONEY = Rule(
    "PLN145",
    Severity.WARNING,
    "Driver without money",
    "no sub-measure of the crosswalk contributes to any of its {count} objectives",
    "Look for the funds that move it, or say on which other means it counts.",
    "D06 combines three objectives, and none of them occurs in crosswalk.csv.",
)
SAME_DRIVERS = Rule(
    "PLN146",
    Severity.WARNING,
    "Drivers with the same objectives",
    "it combines the same objectives as {other}",
    "Tell the two apart, or join them: their figures will always be equal.",
    "D02 and D03 both combine M2.13 and M2.14, and nothing else.",
)
COMPONENT_NOT_JUDGED = Rule(
    "PLN161",
    Severity.INFO,
    "Component without sub-measures",
    "the crosswalk judges no sub-measure of this component",
    "Add its sub-measures to submeasures.csv if public money of it exists.",
    "M4C2 is in grids.yaml, and no code in submeasures.csv begins with M4C2.",
)
COMPONENT_OUTSIDE = Rule(
    "PLN162",
    Severity.WARNING,
    "Component whose money all goes outside the plan",
    "none of its {count} sub-measures contributes to an objective",
    "Check the judgements of its sub-measures: the plan marks the component, and its money serves nothing in the plan.",
    "M6C2 is marked for Comuni, and all of its sub-measures serve none.",
)
COMPONENT_UNKNOWN = Rule(
    "PLN163",
    Severity.INFO,
    "Sub-measures of a component that the plan does not have",
    "the plan's grid does not have this component; the crosswalk judges {count} sub-measures of it",
    "Nothing to mend if it came after the plan; otherwise add the component to grids.yaml.",
    "M7C1 was added to the PNRR in 2023, after the plan was written.",
)
UNEQUAL_SHARES = Rule(
    "PLN164",
    Severity.WARNING,
    "Unequal shares without a reason",
    "its shares are unequal ({shares}), and no note says why",
    "Write the reason in the note of one of its rows, or make the shares equal.",
    "M5C2I2.01.00 gives 2/3 to M5.08 and 1/3 to M5.01.",
)
REPEATED_REASON = Rule(
    "PLN165",
    Severity.INFO,
    "One reason for many rows",
    "the reason “{reason}” stands in {count} rows",
    "Say what is particular to each: a reason that fits everything convinces nobody.",
    "Twelve rows of crosswalk.csv say coerente con il tema.",
)
ZONE_WITHOUT_MUNICIPALITY = Rule(
    "PLN181",
    Severity.WARNING,
    "Zone without municipality",
    "no municipality belongs to this zone",
    "Check the zones of municipalities.csv, or remove the zone.",
    "nord-ovest is in territory.yaml, and no row of municipalities.csv names it.",
)
VALIDITY_OVERLAPS = Rule(
    "PLN182",
    Severity.ERROR,
    "Memberships that overlap",
    "it belongs to {zone} and to {other} on the same days",
    "End the first membership before the second begins: its money would be counted in both zones.",
    "015251 belongs to Magentino without end, and to Sud Ovest from 2019.",
)
MUNICIPALITY_OUTSIDE = Rule(
    "PLN183",
    Severity.WARNING,
    "Municipality outside the territory",
    "its code does not begin with {territory}, the plan's territory",
    "Check the ISTAT code: municipalities of another province count no money here.",
    "016024 in a plan of territory 015.",
)
UNCERTAIN_FACTS = Rule(
    "PLN191",
    Severity.INFO,
    "Uncertain facts",
    "{count} of {total} records are uncertain",
    "Pages mark them; ask the body for a form of the source that can be read.",
    "The twelve objectives of mission 3 share one merged row in the source.",
)
EDITORIAL_FACTS = Rule(
    "PLN192",
    Severity.INFO,
    "Editorial facts",
    "{count} of {total} records are the editors' proposal",
    "Pages mark them; have the body confirm or correct them.",
    "The agenda's objectives were a picture: which ones a driver combines is proposed.",
)
PROVENANCE_UNEXPLAINED = Rule(
    "PLN193",
    Severity.WARNING,
    "Provenance without a note",
    "{count} records are editorial or uncertain, and no note says why, such as {example}",
    "Write in the note what could not be read, or why it is proposed.",
    "L1 is uncertain and its note is empty.",
)
PICTURES = Rule(
    "PLN194",
    Severity.INFO,
    "Passages that were pictures",
    "{count} of {total} passages were pictures in the source, and their content is not here",
    "Ask the body for the text; until then the page says that it was a picture.",
    "The passage on the plan process.",
)

RULES: tuple[Rule, ...] = tuple(value for value in globals().values() if isinstance(value, Rule))
