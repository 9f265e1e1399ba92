-- What is doubtful in the measurement, and where sources disagree about a project.
--
-- reads   projects, project_places, states, plans, crosswalk, one_by_one, lapsed_links, zone_municipalities, paid_keys,
--         projects_release, locations_before, key_places
-- makes   finding_cases (territory, code, place)

CREATE TABLE finding_cases AS
WITH judged AS (
    SELECT DISTINCT territory, submeasure FROM crosswalk
),
zoned AS (
    SELECT DISTINCT territory, municipality FROM zone_municipalities
),
-- the places of a project in one release, in words that can be compared
places_now AS (
    SELECT submeasure, cup, clp, province, municipality FROM key_places
),
places_then AS (
    SELECT DISTINCT submeasure, cup, clp, province, municipality FROM locations_before
),
keys_now AS (
    SELECT DISTINCT submeasure, cup, clp FROM places_now
),
keys_then AS (
    SELECT DISTINCT submeasure, cup, clp FROM places_then
),
moved AS (
    SELECT n.submeasure, n.cup, n.clp
    FROM places_now AS n
    JOIN keys_then AS k ON k.submeasure = n.submeasure AND k.cup = n.cup AND k.clp = n.clp
    LEFT JOIN places_then AS t
        ON t.submeasure = n.submeasure AND t.cup = n.cup AND t.clp = n.clp
        AND t.province = n.province AND t.municipality = n.municipality
    WHERE t.cup IS NULL
    UNION
    SELECT t.submeasure, t.cup, t.clp
    FROM places_then AS t
    JOIN keys_now AS k ON k.submeasure = t.submeasure AND k.cup = t.cup AND k.clp = t.clp
    LEFT JOIN places_now AS n
        ON n.submeasure = t.submeasure AND n.cup = t.cup AND n.clp = t.clp
        AND n.province = t.province AND n.municipality = t.municipality
    WHERE n.cup IS NULL
)
SELECT territory, 'MON101' AS code, project AS place FROM projects WHERE located_by = 'cup'
UNION ALL
SELECT DISTINCT p.territory, 'MON102', p.submeasure
FROM projects AS p
JOIN plans ON plans.territory = p.territory
LEFT JOIN judged AS j ON j.territory = p.territory AND j.submeasure = p.submeasure
LEFT JOIN one_by_one AS o ON o.territory = p.territory AND o.project = p.project
WHERE j.submeasure IS NULL AND o.project IS NULL
UNION ALL
SELECT territory, 'MON103', project FROM projects WHERE NOT measured
UNION ALL
SELECT p.territory, 'MON104', p.project
FROM projects AS p
JOIN paid_keys AS k ON k.submeasure = p.submeasure AND k.cup = p.cup
WHERE NOT p.measured
UNION ALL
SELECT territory, 'MON105', project FROM projects WHERE paid_pnrr > funding_pnrr
UNION ALL
SELECT DISTINCT p.territory, 'MON106', p.province || p.municipality
FROM project_places AS p
JOIN plans ON plans.territory = p.territory
LEFT JOIN zoned AS z ON z.territory = p.territory AND z.municipality = p.province || p.municipality
WHERE p.inside AND p.municipality <> '000' AND z.municipality IS NULL
UNION ALL
SELECT DISTINCT territory, 'MON107', project FROM project_places WHERE inside AND municipality = '000'
UNION ALL
SELECT territory, 'MON108', project FROM projects WHERE measured AND funding_pnrr = 0
UNION ALL
-- more than one per cent of the larger and more than one euro: the projects release holds some amounts coarsely
SELECT p.territory, 'MON109', p.project
FROM projects AS p
JOIN projects_release AS r ON r.submeasure = p.submeasure AND r.cup = p.cup AND r.clp = p.clp
WHERE abs(p.funding_pnrr - r.funding_pnrr) > 1
    AND abs(p.funding_pnrr - r.funding_pnrr) * 100 > greatest(p.funding_pnrr, r.funding_pnrr)
UNION ALL
SELECT p.territory, 'MON110', p.project
FROM projects AS p
JOIN moved AS m ON m.submeasure = p.submeasure AND m.cup = p.cup AND m.clp = p.clp
UNION ALL
SELECT p.territory, 'MON111', p.project
FROM projects AS p
JOIN states AS s ON s.project = p.project
WHERE s.cup_state = 'CHIUSO' AND p.paid_total < p.funding_total
UNION ALL
SELECT p.territory, 'MON112', p.project
FROM projects AS p
JOIN lapsed_links AS l ON l.territory = p.territory AND l.project = p.project;
