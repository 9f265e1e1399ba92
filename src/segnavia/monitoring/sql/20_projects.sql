-- The projects of the territories and what each source says of them.
--
-- reads   payments, projects_release, subjects, key_places, cup_places, territories
-- makes   places          the places of each project, with the share of it that lies there (they sum to 1)
--         project_places  the same for each territory where a part of the project lies, which are `inside`
--         projects        one row a territory x project that lies there, wholly or in part
--
-- A project is one (submeasure, cup, clp). Its places are those under that key; if there are none, those under its CUP
-- with any key; if there are none, it is not located and not here. Amounts are euro of the whole project.
--
-- `funding_elsewhere` is what the projects release says of a project without a payments row. Where the payments release
-- has the same sub-measure and CUP under another CLP, it is left out: the money is most likely counted there (MON104).

CREATE TABLE known_keys AS
SELECT submeasure, cup, clp FROM payments
UNION
SELECT submeasure, cup, clp FROM key_places
UNION
SELECT submeasure, cup, clp FROM projects_release;

CREATE TABLE keys_with_places AS
SELECT DISTINCT submeasure, cup, clp FROM key_places;

CREATE TABLE places AS
WITH weighted AS (
    SELECT submeasure, cup, clp, province, municipality, title, weight, 'key' AS located_by
    FROM key_places
    UNION ALL
    SELECT k.submeasure, k.cup, k.clp, c.province, c.municipality, c.title, c.weight, 'cup' AS located_by
    FROM known_keys AS k
    JOIN cup_places AS c ON c.cup = k.cup
    LEFT JOIN keys_with_places AS w ON w.submeasure = k.submeasure AND w.cup = k.cup AND w.clp = k.clp
    WHERE w.cup IS NULL
),
with_whole AS (
    SELECT *, sum(weight) OVER (PARTITION BY submeasure, cup, clp) AS whole FROM weighted
)
SELECT
    submeasure || '-' || cup || '-' || substr(md5(clp), 1, 8) AS project,
    submeasure, cup, clp, province, municipality, title, located_by, weight, whole,
    CAST(weight / whole AS DECIMAL(16, 15)) AS share
FROM with_whole;

CREATE TABLE located AS
WITH inside AS (
    SELECT
        t.code AS territory, p.project, p.submeasure, p.cup, p.clp,
        min(p.located_by) AS located_by, sum(p.weight) AS weight, max(p.whole) AS whole
    FROM places AS p
    JOIN territories AS t ON t.code = p.province
    GROUP BY t.code, p.project, p.submeasure, p.cup, p.clp
)
SELECT
    territory, project, submeasure, cup, clp, located_by,
    -- the sum before the division, so that a project that lies wholly inside has a share of exactly 1
    CAST(weight / whole AS DECIMAL(16, 15)) AS place_share
FROM inside;

CREATE TABLE project_places AS
SELECT
    l.territory, p.project, p.submeasure, p.cup, p.clp, p.province, p.municipality, p.title, p.located_by, p.share,
    p.province = l.territory AS inside
FROM located AS l
JOIN places AS p ON p.project = l.project;

CREATE TABLE paid_keys AS
SELECT DISTINCT submeasure, cup FROM payments;

CREATE TABLE implementers AS
SELECT cup, clp, min(tax_code) AS tax_code, min(body) AS body
FROM subjects
WHERE upper(role_title) LIKE '%ATTUATORE%'
GROUP BY cup, clp;

CREATE TABLE projects AS
SELECT
    l.territory, l.project, l.submeasure, l.cup, l.clp, l.located_by, l.place_share,
    r.title,
    coalesce(r.body, s.body) AS body,
    coalesce(r.body_tax_code, s.tax_code) AS body_code,
    p.cup IS NOT NULL AS measured,
    p.funding_pnrr, p.paid_pnrr, p.funding_total, p.paid_total,
    CASE WHEN p.cup IS NULL AND k.cup IS NULL THEN r.funding_pnrr END AS funding_elsewhere
FROM located AS l
LEFT JOIN payments AS p ON p.submeasure = l.submeasure AND p.cup = l.cup AND p.clp = l.clp
LEFT JOIN projects_release AS r ON r.submeasure = l.submeasure AND r.cup = l.cup AND r.clp = l.clp
LEFT JOIN implementers AS s ON s.cup = l.cup AND s.clp = l.clp
LEFT JOIN paid_keys AS k ON k.submeasure = l.submeasure AND k.cup = l.cup;
