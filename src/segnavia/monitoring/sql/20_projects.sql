-- The projects of the territory and what each source says of them.
--
-- reads   payments, projects_release, locations (lake), cups_inside, key_places, cup_places, territory
-- makes   project_places  the places of each project, with the share of it that lies there (they sum to 1)
--         projects        one row a project that lies in the territory, wholly or in part
--
-- A project is one (submeasure, cup, clp). Its places are those under that key; if there are none, those under its CUP
-- with any key; if there are none, it is not located and not here. Amounts are euro of the whole project.
--
-- `funding_elsewhere` is what the projects release says of a project without a payments row. Where the payments release
-- has the same sub-measure and CUP under another CLP, it is left out: the money is most likely counted there (MON104).

CREATE TABLE known_keys AS
SELECT submeasure, cup, clp FROM payments WHERE cup IN (SELECT cup FROM cups_inside)
UNION
SELECT submeasure, cup, clp FROM key_places
UNION
SELECT submeasure, cup, clp FROM projects_release WHERE cup IN (SELECT cup FROM cups_inside);

CREATE TABLE project_places AS
WITH keys_with_places AS (
    SELECT DISTINCT submeasure, cup, clp FROM key_places
),
weighted AS (
    SELECT submeasure, cup, clp, province, municipality, title, weight, 'key' AS located_by
    FROM key_places
    UNION ALL
    SELECT k.submeasure, k.cup, k.clp, c.province, c.municipality, c.title, c.weight, 'cup' AS located_by
    FROM known_keys AS k
    JOIN cup_places AS c ON c.cup = k.cup
    WHERE NOT EXISTS (
        SELECT 1 FROM keys_with_places AS w
        WHERE w.submeasure = k.submeasure AND w.cup = k.cup AND w.clp = k.clp
    )
)
SELECT
    weighted.submeasure || '-' || weighted.cup || '-' || substr(md5(weighted.clp), 1, 8) AS project,
    weighted.submeasure, weighted.cup, weighted.clp, weighted.province, weighted.municipality, weighted.title,
    weighted.located_by,
    weighted.weight,
    sum(weighted.weight) OVER (PARTITION BY weighted.submeasure, weighted.cup, weighted.clp) AS whole,
    territory.code IS NOT NULL AS inside
FROM weighted
LEFT JOIN territory ON territory.code = weighted.province;

CREATE TABLE projects AS
WITH located AS (
    SELECT
        project, submeasure, cup, clp,
        min(located_by) AS located_by,
        -- the sum before the division, so that a project that lies wholly inside has a share of exactly 1
        CAST(CAST(sum(weight) FILTER (WHERE inside) AS DOUBLE) / CAST(max(whole) AS DOUBLE) AS DECIMAL(16, 15)) AS place_share
    FROM project_places
    GROUP BY project, submeasure, cup, clp
    HAVING count(*) FILTER (WHERE inside) > 0
)
SELECT
    l.project, l.submeasure, l.cup, l.clp, l.located_by, l.place_share,
    r.title, r.body,
    p.cup IS NOT NULL AS measured,
    p.funding_pnrr, p.paid_pnrr, p.funding_total, p.paid_total,
    CASE
        WHEN p.cup IS NULL
            AND NOT EXISTS (SELECT 1 FROM payments AS q WHERE q.submeasure = l.submeasure AND q.cup = l.cup)
            THEN r.funding_pnrr
    END AS funding_elsewhere
FROM located AS l
LEFT JOIN payments AS p ON p.submeasure = l.submeasure AND p.cup = l.cup AND p.clp = l.clp
LEFT JOIN projects_release AS r ON r.submeasure = l.submeasure AND r.cup = l.cup AND r.clp = l.clp;
