"""Tables that are asked of a bulletin's own tables in SQL: by the public table's name, what is read, and the query.

A query gives the columns of its table in their order. Amounts stay exact: nothing is divided here.
"""

from collections.abc import Mapping

QUERIES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "projects": (
        ("projects", "states", "project_places", "links", "memberships", "source_projects_release"),
        """
WITH places AS (
    SELECT project, string_agg(DISTINCT province || municipality, ' ' ORDER BY province || municipality) AS codes
    FROM project_places WHERE inside AND municipality <> '000' GROUP BY project
), served AS (
    SELECT project, string_agg(objective, ' ' ORDER BY objective) AS codes FROM links GROUP BY project
), directions AS (
    SELECT project, code FROM memberships WHERE dimension = 'direction' AND code <> 'unknown'
), told AS (  -- the two columns are NULL in bulletins that were published before they were read
    SELECT * FROM source_projects_release
    UNION ALL BY NAME
    SELECT CAST(NULL AS VARCHAR) AS cup_nature, CAST(NULL AS VARCHAR) AS cup_nature_title WHERE false
), natures AS (
    SELECT project, min(cup_nature) AS code, min(cup_nature_title) AS title FROM told GROUP BY project
)
SELECT p.project, p.submeasure, substr(p.submeasure, 1, 2), substr(p.submeasure, 1, 4), p.cup, p.clp, p.title,
    natures.code, natures.title, p.body, p.body_code, directions.code, places.codes, served.codes,
    s.state, s.rule, s.days_late, s.due,
    p.place_share, p.measured, p.funding_pnrr, p.paid_pnrr, p.funding_elsewhere, p.funding_total, p.paid_total,
    s.cup_state, s.progress_state, s.planned_start, s.actual_start, s.planned_end, s.actual_end,
    s.targets, s.targets_reached, s.tenders, s.awards, p.located_by
FROM projects AS p
JOIN states AS s USING (project)
LEFT JOIN natures USING (project)
LEFT JOIN directions USING (project)
LEFT JOIN places USING (project)
LEFT JOIN served USING (project)
""",
    ),
    "project_places": (
        ("project_places",),
        """
SELECT project, province || municipality, province, CASE WHEN municipality <> '000' THEN province || municipality END,
    title, share, inside
FROM project_places
""",
    ),
    "project_objectives": (("links",), "SELECT project, objective, share FROM links"),
    "project_indicators": (
        ("project_indicators",),
        "SELECT project, indicator, indicator_title, unit_title, planned, achieved FROM project_indicators",
    ),
    "project_phases": (
        ("source_phases",),
        """
SELECT project, source_row, phase, phase_title, planned_start, actual_start, planned_end, actual_end FROM source_phases
""",
    ),
    "project_tenders": (
        ("source_tenders",),
        """
SELECT project, source_row, tender, title, procedure_kind, no_tender_reason_title, amount, awarded_amount,
    published_on, awarded_on
FROM source_tenders
""",
    ),
    "project_awards": (
        ("source_awards",),
        "SELECT project, source_row, tender, body, tax_code, role_title, legal_form_title FROM source_awards",
    ),
    "project_subcontracts": (
        ("source_subcontracts",),
        "SELECT project, source_row, tender, body, tax_code, role_title, legal_form_title FROM source_subcontracts",
    ),
    "project_subjects": (
        ("source_subjects",),
        "SELECT project, source_row, body, tax_code, role_title, legal_form_title FROM source_subjects",
    ),
    "project_findings": (
        ("projects", "finding_cases"),
        "SELECT DISTINCT f.place, f.code FROM finding_cases AS f JOIN projects AS p ON p.project = f.place",
    ),
    "milestones": (
        ("milestones",),
        "SELECT DISTINCT code, submeasure, kind, level, title, due_on, outcome FROM milestones",
    ),
}
