-- Which project counts where, and by how much: one long table that every roll-up reads.
--
-- reads   projects, project_places, crosswalk (submeasure, objective, share), agenda (driver, objective),
--         keyword_missions (keyword, mission), zone_municipalities (municipality, zone)
-- makes   links        project x objective, with the crosswalk's share
--         memberships  dimension, code, project, weight in [0, 1]
--
-- Missions, objectives and `outside_plan` split the total; so do municipalities and `territory_level`, and so do
-- components and sub-measures. Drivers and keywords overlap: an objective may stand in several. `objective_municipality`
-- crosses the two, by a code such as M3.05@015146.

CREATE TABLE links AS
SELECT p.project, c.objective, c.share
FROM projects AS p
JOIN crosswalk AS c ON c.submeasure = p.submeasure
WHERE c.objective IS NOT NULL;

CREATE TABLE place_weights AS
SELECT
    pp.project, pp.municipality,
    CAST(CAST(pp.weight AS DOUBLE) / CAST(pp.whole AS DOUBLE) AS DECIMAL(16, 15)) AS weight,
    pp.province || pp.municipality AS istat
FROM project_places AS pp
WHERE pp.inside;

CREATE TABLE memberships AS
SELECT 'total' AS dimension, '' AS code, project, place_share AS weight FROM projects
UNION ALL
SELECT 'outside_plan', '', project, place_share
FROM projects
WHERE project NOT IN (SELECT project FROM links)
UNION ALL
SELECT 'objective', l.objective, l.project, CAST(p.place_share * l.share AS DECIMAL(16, 15))
FROM links AS l
JOIN projects AS p ON p.project = l.project
UNION ALL
SELECT 'mission', substr(l.objective, 1, 2), l.project, CAST(max(p.place_share) * sum(l.share) AS DECIMAL(16, 15))
FROM links AS l
JOIN projects AS p ON p.project = l.project
GROUP BY substr(l.objective, 1, 2), l.project
UNION ALL
SELECT 'driver', a.driver, l.project, CAST(max(p.place_share) * sum(l.share) AS DECIMAL(16, 15))
FROM links AS l
JOIN agenda AS a ON a.objective = l.objective
JOIN projects AS p ON p.project = l.project
GROUP BY a.driver, l.project
UNION ALL
SELECT 'keyword', k.keyword, l.project, CAST(max(p.place_share) * sum(l.share) AS DECIMAL(16, 15))
FROM links AS l
JOIN keyword_missions AS k ON k.mission = substr(l.objective, 1, 2)
JOIN projects AS p ON p.project = l.project
GROUP BY k.keyword, l.project
UNION ALL
SELECT 'component', substr(submeasure, 1, 4), project, place_share FROM projects
UNION ALL
SELECT 'submeasure', submeasure, project, place_share FROM projects
UNION ALL
SELECT 'municipality', istat, project, weight FROM place_weights WHERE municipality <> '000'
UNION ALL
SELECT 'objective_municipality', l.objective || '@' || w.istat, l.project, CAST(w.weight * l.share AS DECIMAL(16, 15))
FROM links AS l
JOIN place_weights AS w ON w.project = l.project
WHERE w.municipality <> '000'
UNION ALL
SELECT 'territory_level', '', project, weight FROM place_weights WHERE municipality = '000'
UNION ALL
SELECT 'zone', z.zone, w.project, CAST(sum(w.weight) AS DECIMAL(16, 15))
FROM place_weights AS w
JOIN zone_municipalities AS z ON z.municipality = w.istat
GROUP BY z.zone, w.project;
