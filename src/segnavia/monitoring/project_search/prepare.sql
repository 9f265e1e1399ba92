-- The projects of one bulletin as a search by facets reads them. Run once for a bulletin; the tables are kept.
--
-- reads   projects, states, project_places, links (of the bulletin), agenda (driver, objective), zone_municipalities
--         (zone, municipality), amount_classes (code, low, high), plan (has_objectives)
-- makes   code     the type of every facet's codes
--         lines    one row a project: what a list shows of it, and what the figures add up
--         choices  one row a project x place inside x objective x driver, with the project's value of each facet
--
-- A project goes by a `number`, which is faster to compare than its key. `choices` has a row for a project without
-- places or objectives too. `here` is the share of the project in that place, `serves` the share of it for that
-- objective; both repeat, and have to be added up over distinct places and objectives.

CREATE TABLE lines AS
SELECT
    row_number() OVER (ORDER BY p.project) AS number,
    p.project, p.submeasure, p.cup, p.clp, p.title, p.place_share,
    CAST(p.funding_pnrr AS DECIMAL(21, 2)) AS funding_pnrr,
    CAST(p.paid_pnrr AS DECIMAL(21, 2)) AS paid_pnrr,
    CAST(p.funding_elsewhere AS DECIMAL(21, 2)) AS funding_elsewhere,
    p.measured, s.state, s.rule, s.days_late, s.due, p.body, p.body_code,
    CAST(coalesce(p.funding_pnrr, p.funding_elsewhere) AS DECIMAL(21, 2)) AS told,
    coalesce(s.due, s.planned_end) AS due_on,
    s.targets, s.targets_reached
FROM projects AS p
JOIN states AS s ON s.project = p.project;

CREATE TABLE values_told AS
WITH served AS (
    SELECT l.project, substr(l.objective, 1, 2) AS mission, l.objective, a.driver, l.share AS serves
    FROM links AS l
    LEFT JOIN agenda AS a ON a.objective = l.objective
),
inside AS (
    SELECT
        p.project,
        CASE WHEN p.municipality = '000' THEN 'territory' ELSE p.province || p.municipality END AS municipality,
        z.zone, p.share AS here
    FROM project_places AS p
    LEFT JOIN zone_municipalities AS z ON z.municipality = p.province || p.municipality
    WHERE p.inside
)
SELECT
    l.number,
    CASE WHEN v.project IS NOT NULL THEN v.mission WHEN plan.has_objectives THEN 'outside' END AS mission,
    v.objective, v.driver, coalesce(v.serves, 1) AS serves,
    substr(l.submeasure, 1, 4) AS component,
    i.municipality, i.zone, i.here,
    l.state,
    coalesce(l.body_code, 'unknown') AS body,
    c.code AS amount,
    CASE
        WHEN l.funding_pnrr IS NOT NULL THEN 'payments'
        WHEN l.funding_elsewhere IS NOT NULL THEN 'elsewhere'
        ELSE 'unknown'
    END AS funding
FROM lines AS l
CROSS JOIN plan
LEFT JOIN served AS v ON v.project = l.project
LEFT JOIN inside AS i ON i.project = l.project
LEFT JOIN amount_classes AS c ON l.told >= c.low AND (c.high IS NULL OR l.told < c.high);

-- All codes are of one type that compares as fast as numbers do; `unknown` is there where nothing else is.
CREATE TYPE code AS ENUM (
    SELECT DISTINCT code FROM (
        SELECT 'unknown' AS code
        UNION ALL SELECT mission FROM values_told
        UNION ALL SELECT objective FROM values_told
        UNION ALL SELECT driver FROM values_told
        UNION ALL SELECT component FROM values_told
        UNION ALL SELECT municipality FROM values_told
        UNION ALL SELECT zone FROM values_told
        UNION ALL SELECT state FROM values_told
        UNION ALL SELECT body FROM values_told
        UNION ALL SELECT amount FROM values_told
        UNION ALL SELECT funding FROM values_told
    )
    WHERE code IS NOT NULL
    ORDER BY code
);

CREATE TABLE choices AS
SELECT
    number, serves, here,
    CAST(mission AS code) AS mission, CAST(objective AS code) AS objective,
    CAST(driver AS code) AS driver, CAST(component AS code) AS component,
    CAST(municipality AS code) AS municipality, CAST(zone AS code) AS zone,
    CAST(state AS code) AS state, CAST(body AS code) AS body,
    CAST(amount AS code) AS amount, CAST(funding AS code) AS funding
FROM values_told;

DROP TABLE values_told;
