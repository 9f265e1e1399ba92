"""What can be doubtful in a measurement, as rules with stable codes; `sql/80_findings.sql` finds the cases."""

from segnavia.core.findings import Rule, Severity

LOCATED_BY_CUP = Rule(
    "MON101",
    Severity.INFO,
    "Project located by its CUP only",
    "the places come from the same CUP under another sub-measure or local code",
    "Nothing to do here: the publisher names the project differently in two datasets.",
    "a payments row with CLP “A-1” whose CUP is located under CLP “A1”",
)
NOT_JUDGED = Rule(
    "MON102",
    Severity.WARNING,
    "Sub-measure that the crosswalk does not judge",
    "its money counts as outside the plan until somebody judges it",
    "Add the sub-measure to submeasures.csv and crosswalk.csv of the plan, with a reason.",
    "M7C1I15.1.00 appears in a new release",
)
NO_PAYMENTS_ROW = Rule(
    "MON103",
    Severity.INFO,
    "Project without a row in the payments release",
    "what was paid for it is unknown, and counts as unknown, not as zero",
    "Ask the implementing body whether it was withdrawn, renamed, or has not reported yet.",
    "a school laboratory located in the 2023 release that is not in the payments of 2025",
)
OTHER_KEY = Rule(
    "MON104",
    Severity.WARNING,
    "Project whose CUP has payments under another local code",
    "the payments row of the same sub-measure and CUP has another CLP, so it is not counted here twice",
    "Ask the publisher which local code is right.",
    "CLP “GO-PRJ3118-P01” in one dataset, “GO-PRJ3118-P1” in the other",
)
PAID_ABOVE_FUNDING = Rule(
    "MON105",
    Severity.WARNING,
    "Payments above the funding",
    "more PNRR money is recorded as paid than as assigned",
    "Ask the implementing body which of the two amounts is out of date.",
    "1,050,000 € paid of 1,000,000 € assigned",
)
UNKNOWN_MUNICIPALITY = Rule(
    "MON106",
    Severity.WARNING,
    "Municipality code that the plan does not know",
    "projects are located in a municipality that is not among the plan's",
    "Check whether it was merged into another one, and add its membership with its dates to municipalities.csv.",
    "015239 (Vermezzo, merged into Vermezzo con Zelo in 2019)",
)
PROVINCE_LEVEL = Rule(
    "MON107",
    Severity.INFO,
    "Project located at the level of the whole territory",
    "it counts for the territory and for no municipality",
    "Nothing to do: the publisher gives no municipality.",
    "municipality code 000 in province 015",
)
NO_FUNDING = Rule(
    "MON108",
    Severity.WARNING,
    "Project measured with no PNRR funding",
    "the payments release gives it a PNRR funding of zero",
    "Ask the implementing body whether the project left the PNRR.",
    "a project funded by 0.00 € of PNRR and 300,000 € of other money",
)
FUNDING_DIFFERS = Rule(
    "MON109",
    Severity.WARNING,
    "Two sources tell different fundings",
    "the PNRR funding of the payments release and of the projects release differ by more than one per cent",
    "Look at the dates of the two releases; if they are the same, ask the implementing body which amount is right.",
    "1,000,000 € in the projects of 2023, 1,180,000 € in the payments of 2025 (a fund for rising prices)",
)
PLACES_CHANGED = Rule(
    "MON110",
    Severity.INFO,
    "Project whose places have changed",
    "the newest release of the places names other ones than the release before",
    "Nothing to do if the project moved; or else ask the implementing body which place is right.",
    "a school in municipality 015146 in February 2023, in 015209 in March",
)
CLOSED_UNPAID = Rule(
    "MON111",
    Severity.WARNING,
    "CUP closed, and not paid in full",
    "the CUP is closed, and payments are below the funding",
    "Ask the implementing body whether payments are missing, or the project cost less than it was given.",
    "a closed CUP with 80,000 € paid of 100,000 €",
)
LINK_LAPSED = Rule(
    "MON112",
    Severity.WARNING,
    "Project judged by itself, for an objective that the plan no longer has",
    "that judgement does not count any more, and the crosswalk's stands in its place",
    "Judge the project again in the linker of the desk.",
    "a project linked to objective M3.05, which the yearly update has taken out",
)
RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        LOCATED_BY_CUP,
        NOT_JUDGED,
        NO_PAYMENTS_ROW,
        OTHER_KEY,
        PAID_ABOVE_FUNDING,
        UNKNOWN_MUNICIPALITY,
        PROVINCE_LEVEL,
        NO_FUNDING,
        FUNDING_DIFFERS,
        PLACES_CHANGED,
        CLOSED_UNPAID,
        LINK_LAPSED,
    )
}
