-- What is doubtful in the measurement: one row a case, by the code of a rule in monitoring/rules.py.
--
-- reads   projects, project_places, crosswalk, zone_municipalities, payments
-- makes   finding_cases (code, place)

CREATE TABLE finding_cases AS
SELECT 'MON101' AS code, project AS place FROM projects WHERE located_by = 'cup'
UNION ALL
SELECT DISTINCT 'MON102', submeasure FROM projects
WHERE submeasure NOT IN (SELECT submeasure FROM crosswalk)
UNION ALL
SELECT 'MON103', project FROM projects WHERE NOT measured
UNION ALL
SELECT 'MON104', p.project
FROM projects AS p
WHERE NOT p.measured
    AND EXISTS (SELECT 1 FROM payments AS q WHERE q.submeasure = p.submeasure AND q.cup = p.cup)
UNION ALL
SELECT 'MON105', project FROM projects WHERE paid_pnrr > funding_pnrr
UNION ALL
SELECT DISTINCT 'MON106', province || municipality
FROM project_places
WHERE inside AND municipality <> '000'
    AND province || municipality NOT IN (SELECT municipality FROM zone_municipalities)
UNION ALL
SELECT DISTINCT 'MON107', project FROM project_places WHERE inside AND municipality = '000'
UNION ALL
SELECT 'MON108', project FROM projects WHERE measured AND funding_pnrr = 0;
