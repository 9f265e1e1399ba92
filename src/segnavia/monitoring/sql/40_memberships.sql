-- Which project counts where, and by how much: one long table that every roll-up reads.
--
-- reads   projects, project_places, crosswalk (territory, submeasure, objective, share), project_links (territory,
--         project, objective, share), agenda (territory, driver, objective), keyword_missions (territory, keyword,
--         mission), zone_municipalities (territory, municipality, zone), plans (territory), body_kinds (body, kind,
--         direction), goals (lake)
-- makes   one_by_one   the projects that somebody has judged themselves
--         links        project x objective, with the share of it
--         memberships  territory, dimension, code, project, weight in [0, 1]
--
-- A project serves what was judged of it, and else what the crosswalk judges of its sub-measure; never some of each. A
-- row of project_links without an objective says that the project serves none.
--
-- Missions, objectives and `outside_plan` split the total; so do municipalities and `territory_level`, and so do
-- components, sub-measures, directions, bodies and goals, each with a code `unknown` for what no source tells. Drivers
-- and keywords overlap: an objective may stand in several. `objective_municipality` crosses the two, by a code such as
-- M3.05@015146. A territory without a plan has no objectives, and nothing that could lie outside of them.

CREATE TABLE one_by_one AS
SELECT DISTINCT territory, project FROM project_links;

CREATE TABLE links AS
SELECT p.territory, p.project, c.objective, c.share
FROM projects AS p
JOIN crosswalk AS c ON c.territory = p.territory AND c.submeasure = p.submeasure
LEFT JOIN one_by_one AS o ON o.territory = p.territory AND o.project = p.project
WHERE c.objective IS NOT NULL AND o.project IS NULL
UNION ALL
SELECT p.territory, p.project, l.objective, l.share
FROM projects AS p
JOIN project_links AS l ON l.territory = p.territory AND l.project = p.project
WHERE l.objective IS NOT NULL;

CREATE TABLE linked AS
SELECT DISTINCT territory, project FROM links;

-- The publisher's mapping marks one goal of each sub-measure as the prevalent one.
CREATE TABLE main_goals AS
SELECT submeasure, min(lpad(goal, 2, '0')) AS goal
FROM goals
WHERE prevalent = 'SI'
GROUP BY submeasure;

CREATE TABLE memberships AS
WITH mission_links AS (
    SELECT l.territory, substr(l.objective, 1, 2) AS mission, l.project, sum(l.share) AS share
    FROM links AS l
    GROUP BY l.territory, substr(l.objective, 1, 2), l.project
),
driver_links AS (
    SELECT l.territory, a.driver, l.project, sum(l.share) AS share
    FROM links AS l
    JOIN agenda AS a ON a.territory = l.territory AND a.objective = l.objective
    GROUP BY l.territory, a.driver, l.project
),
keyword_links AS (
    SELECT l.territory, k.keyword, l.project, sum(l.share) AS share
    FROM mission_links AS l
    JOIN keyword_missions AS k ON k.territory = l.territory AND k.mission = l.mission
    GROUP BY l.territory, k.keyword, l.project
),
shared AS (
    SELECT territory, 'objective' AS dimension, objective AS code, project, share FROM links
    UNION ALL
    SELECT territory, 'mission', mission, project, share FROM mission_links
    UNION ALL
    SELECT territory, 'driver', driver, project, share FROM driver_links
    UNION ALL
    SELECT territory, 'keyword', keyword, project, share FROM keyword_links
),
inside AS (
    SELECT territory, project, province || municipality AS istat, municipality, share
    FROM project_places
    WHERE inside
)
SELECT territory, 'total' AS dimension, '' AS code, project, place_share AS weight FROM projects
UNION ALL
SELECT p.territory, 'outside_plan', '', p.project, p.place_share
FROM projects AS p
JOIN plans ON plans.territory = p.territory
LEFT JOIN linked AS l ON l.territory = p.territory AND l.project = p.project
WHERE l.project IS NULL
UNION ALL
SELECT s.territory, s.dimension, s.code, s.project,
    CAST(p.place_share * CAST(s.share AS DECIMAL(16, 15)) AS DECIMAL(16, 15))
FROM shared AS s
JOIN projects AS p ON p.territory = s.territory AND p.project = s.project
UNION ALL
SELECT territory, 'component', substr(submeasure, 1, 4), project, place_share FROM projects
UNION ALL
SELECT territory, 'submeasure', submeasure, project, place_share FROM projects
UNION ALL
SELECT p.territory, 'direction', coalesce(b.direction, 'unknown'), p.project, p.place_share
FROM projects AS p
LEFT JOIN body_kinds AS b ON b.body = p.body
UNION ALL
SELECT territory, 'body', coalesce(body_code, 'unknown'), project, place_share FROM projects
UNION ALL
SELECT p.territory, 'goal', coalesce(g.goal, 'unknown'), p.project, p.place_share
FROM projects AS p
LEFT JOIN main_goals AS g ON g.submeasure = p.submeasure
UNION ALL
SELECT territory, 'municipality', istat, project, share FROM inside WHERE municipality <> '000'
UNION ALL
SELECT i.territory, 'objective_municipality', l.objective || '@' || i.istat, l.project,
    CAST(i.share * l.share AS DECIMAL(16, 15))
FROM links AS l
JOIN inside AS i ON i.territory = l.territory AND i.project = l.project
WHERE i.municipality <> '000'
UNION ALL
SELECT territory, 'territory_level', '', project, share FROM inside WHERE municipality = '000'
UNION ALL
SELECT i.territory, 'zone', z.zone, i.project, CAST(sum(i.share) AS DECIMAL(16, 15))
FROM inside AS i
JOIN zone_municipalities AS z ON z.territory = i.territory AND z.municipality = i.istat
GROUP BY i.territory, z.zone, i.project;
