-- The state of each project, and the facts that decide it.
--
-- reads   projects, projects_release, phases, indicators, tenders, awards (lake), state_rules (rule, state)
-- makes   keys                the projects, once each
--         project_indicators  one row a project x indicator, the latest period that the source gives
--         states              one row a project: its facts, the rule that holds first, its state
--
-- The rules are those of segnavia.core.states, in their order and under their codes; a test decides the same projects
-- by both. Each fact is judged on the date of the release that tells it.

CREATE TABLE keys AS
SELECT DISTINCT project, submeasure, cup, clp FROM projects;

CREATE TABLE project_indicators AS
WITH periods AS (
    SELECT
        k.project, i.indicator,
        -- the publisher leaves a title or a unit empty here and there
        coalesce(i.indicator_title, i.indicator) AS indicator_title, coalesce(i.unit_title, '') AS unit_title,
        i.planned, i.achieved,
        row_number() OVER (
            PARTITION BY k.project, i.indicator
            ORDER BY i.year DESC NULLS LAST, i.month DESC NULLS LAST, i.source_row
        ) AS latest
    FROM indicators AS i
    JOIN keys AS k ON k.submeasure = i.submeasure AND k.cup = i.cup AND k.clp = i.clp
)
SELECT project, indicator, indicator_title, unit_title, planned, achieved
FROM periods
WHERE latest = 1;

CREATE TABLE facts AS
WITH phase_facts AS (
    SELECT
        k.project,
        count(*) AS phases,
        count(*) FILTER (WHERE f.actual_start <= f.as_of) AS phases_started,
        count(*) FILTER (WHERE f.actual_end <= f.as_of) AS phases_ended,
        min(f.planned_start) AS first_phase_planned,
        min(f.planned_end) FILTER (WHERE f.actual_end IS NULL) AS phase_due,
        max(f.as_of) AS phases_as_of
    FROM phases AS f
    JOIN keys AS k ON k.submeasure = f.submeasure AND k.cup = f.cup AND k.clp = f.clp
    GROUP BY k.project
),
target_facts AS (
    SELECT
        project,
        count(*) AS targets,
        count(*) FILTER (WHERE achieved > 0) AS targets_begun,
        count(*) FILTER (WHERE achieved >= planned) AS targets_reached
    FROM project_indicators
    WHERE planned > 0 AND achieved IS NOT NULL
    GROUP BY project
),
tender_facts AS (
    SELECT k.project, count(*) AS tenders
    FROM tenders AS t
    JOIN keys AS k ON k.submeasure = t.submeasure AND k.cup = t.cup AND k.clp = t.clp
    GROUP BY k.project
),
award_facts AS (
    SELECT k.project, count(*) AS awards
    FROM awards AS a
    JOIN keys AS k ON k.submeasure = a.submeasure AND k.cup = a.cup AND k.clp = a.clp
    GROUP BY k.project
),
money AS (
    SELECT DISTINCT project, funding_total, paid_total FROM projects
)
SELECT
    k.project,
    upper(r.cup_state) AS cup_state, upper(r.progress_state) AS progress_state,
    r.planned_start, r.actual_start, r.planned_end, r.actual_end,
    r.as_of AS projects_as_of,
    coalesce(f.phases, 0) AS phases,
    coalesce(f.phases_started, 0) AS phases_started,
    coalesce(f.phases_ended, 0) AS phases_ended,
    f.first_phase_planned, f.phase_due, f.phases_as_of,
    m.funding_total, m.paid_total,
    coalesce(i.targets, 0) AS targets,
    coalesce(i.targets_begun, 0) AS targets_begun,
    coalesce(i.targets_reached, 0) AS targets_reached,
    coalesce(t.tenders, 0) AS tenders,
    coalesce(a.awards, 0) AS awards
FROM keys AS k
JOIN money AS m ON m.project = k.project
LEFT JOIN projects_release AS r ON r.submeasure = k.submeasure AND r.cup = k.cup AND r.clp = k.clp
LEFT JOIN phase_facts AS f ON f.project = k.project
LEFT JOIN target_facts AS i ON i.project = k.project
LEFT JOIN tender_facts AS t ON t.project = k.project
LEFT JOIN award_facts AS a ON a.project = k.project;

CREATE TABLE decided AS
SELECT
    *,
    CASE
        WHEN cup_state IN ('REVOCATO', 'CANCELLATO', 'SOSPESO', 'ANNULLATO') THEN 'STA01'
        WHEN progress_state IN ('REVOCATO', 'RINUNCIATO', 'SOSPESO', 'ANNULLATO', 'DEFINANZIATO', 'INTERROTTO')
            THEN 'STA02'
        WHEN actual_end <= projects_as_of THEN 'STA03'
        WHEN progress_state IN ('CONCLUSO', 'COMPLETATO', 'TERMINATO', 'CHIUSO') THEN 'STA04'
        WHEN phases > 0 AND phases = phases_ended THEN 'STA05'
        WHEN cup_state = 'CHIUSO' THEN 'STA06'
        WHEN funding_total > 0 AND funding_total <= paid_total AND targets > 0 AND targets = targets_reached
            THEN 'STA07'
        WHEN actual_end IS NULL AND planned_end < projects_as_of THEN 'STA08'
        WHEN phase_due < phases_as_of THEN 'STA09'
        WHEN actual_start IS NULL AND planned_start < projects_as_of
            AND phases_started = 0 AND coalesce(paid_total, 0) <= 0 AND targets_begun = 0 AND awards = 0
            THEN 'STA10'
        WHEN actual_start <= projects_as_of THEN 'STA11'
        WHEN phases_started > 0 THEN 'STA12'
        WHEN progress_state IN ('IN CORSO', 'AVVIATO', 'IN ESECUZIONE') THEN 'STA13'
        WHEN paid_total > 0 THEN 'STA14'
        WHEN targets_begun > 0 THEN 'STA15'
        WHEN awards > 0 THEN 'STA16'
        WHEN tenders > 0 THEN 'STA17'
        WHEN progress_state IN ('DA AVVIARE', 'NON AVVIATO', 'NON INIZIATO') THEN 'STA18'
        WHEN actual_start IS NULL AND planned_start >= projects_as_of THEN 'STA19'
        WHEN phases > 0 AND phases_started = 0 AND first_phase_planned >= phases_as_of THEN 'STA20'
        ELSE 'STA99'
    END AS rule
FROM facts;

CREATE TABLE states AS
WITH dated AS (
    SELECT
        *,
        CASE rule WHEN 'STA08' THEN planned_end WHEN 'STA09' THEN phase_due WHEN 'STA10' THEN planned_start END AS due,
        CASE WHEN rule = 'STA09' THEN phases_as_of ELSE projects_as_of END AS judged_on
    FROM decided
)
SELECT
    d.project, s.state, d.rule, date_diff('day', d.due, d.judged_on) AS days_late, d.due,
    d.cup_state, d.progress_state, d.planned_start, d.actual_start, d.planned_end, d.actual_end, d.projects_as_of,
    d.phases, d.phases_started, d.phases_ended, d.first_phase_planned, d.phase_due, d.phases_as_of,
    d.funding_total, d.paid_total, d.targets, d.targets_begun, d.targets_reached, d.tenders, d.awards
FROM dated AS d
JOIN state_rules AS s ON s.rule = d.rule;
