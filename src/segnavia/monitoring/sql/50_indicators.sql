-- Physical progress: planned and achieved of each indicator, in its own unit.
--
-- reads   indicators (lake), projects, links
-- makes   project_indicators    one row a project x indicator, the latest period that the source gives
--         objective_indicators  planned and achieved by objective x indicator, over the projects that say both
--
-- Values count by place share: a project half of which lies here counts half its kilometres. They do not count by
-- crosswalk share, as a kilometre that serves two objectives is a kilometre for each.

CREATE TABLE project_indicators AS
WITH periods AS (
    SELECT
        p.project, p.place_share, i.indicator,
        -- the publisher leaves a title or a unit empty here and there
        coalesce(i.indicator_title, i.indicator) AS indicator_title, coalesce(i.unit_title, '') AS unit_title,
        i.planned, i.achieved,
        row_number() OVER (
            PARTITION BY p.project, i.indicator
            ORDER BY i.year DESC NULLS LAST, i.month DESC NULLS LAST, i.source_row
        ) AS latest
    FROM indicators AS i
    JOIN projects AS p ON p.submeasure = i.submeasure AND p.cup = i.cup AND p.clp = i.clp
)
SELECT project, place_share, indicator, indicator_title, unit_title, planned, achieved
FROM periods
WHERE latest = 1;

CREATE TABLE objective_indicators AS
SELECT
    l.objective,
    i.indicator,
    min(i.indicator_title) AS indicator_title,
    i.unit_title,
    sum(CAST(i.planned AS DECIMAL(22, 4)) * i.place_share) AS planned,
    sum(CAST(i.achieved AS DECIMAL(22, 4)) * i.place_share) AS achieved,
    count(*) AS projects
FROM project_indicators AS i
JOIN links AS l ON l.project = i.project
WHERE i.planned IS NOT NULL AND i.achieved IS NOT NULL
GROUP BY l.objective, i.indicator, i.unit_title;
