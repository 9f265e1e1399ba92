-- The money by where it comes from: the PNRR, the State's other funds, regions, municipalities, private bodies.
--
-- reads   memberships, keys, payments, projects_release (lake)
-- makes   money_by_source  territory, dimension, code, source, projects, funding, paid (euro, unrounded)
--
-- Funding by source is what the projects release tells, payments by source what the payments release tells: two dates,
-- so that no ratio is made of them. A source that tells nothing but zeros is left out.

CREATE TABLE funded AS
SELECT k.project, r.*
FROM keys AS k
JOIN projects_release AS r ON r.submeasure = k.submeasure AND r.cup = k.cup AND r.clp = k.clp;

CREATE TABLE paid AS
SELECT k.project, q.*
FROM keys AS k
JOIN payments AS q ON q.submeasure = k.submeasure AND q.cup = k.cup AND q.clp = k.clp;

CREATE TABLE source_amounts AS
WITH amounts AS (
    SELECT project, 'pnrr' AS source, funding_pnrr AS funding, CAST(NULL AS DECIMAL(15, 2)) AS paid FROM funded
    UNION ALL SELECT project, 'pnc', funding_pnc, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'state', funding_state, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'state_foi', funding_state_foi, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'state_fpop', funding_state_fpop, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'state_budget', funding_state_budget, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'eu', funding_eu, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'region', funding_region, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'province', funding_province, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'municipality', funding_municipality, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'other_public', funding_other_public, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'private', funding_private, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'to_find', funding_to_find, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'other', funding_other, CAST(NULL AS DECIMAL(15, 2)) FROM funded
    UNION ALL SELECT project, 'pnrr', CAST(NULL AS DECIMAL(15, 2)), paid_pnrr FROM paid
    UNION ALL SELECT project, 'pnc', CAST(NULL AS DECIMAL(15, 2)), paid_pnc FROM paid
    UNION ALL SELECT project, 'state', CAST(NULL AS DECIMAL(15, 2)), paid_state FROM paid
    UNION ALL SELECT project, 'state_foi', CAST(NULL AS DECIMAL(15, 2)), paid_state_foi FROM paid
    UNION ALL SELECT project, 'state_fpop', CAST(NULL AS DECIMAL(15, 2)), paid_state_fpop FROM paid
    UNION ALL SELECT project, 'state_budget', CAST(NULL AS DECIMAL(15, 2)), paid_state_budget FROM paid
    UNION ALL SELECT project, 'eu', CAST(NULL AS DECIMAL(15, 2)), paid_eu FROM paid
    UNION ALL SELECT project, 'region', CAST(NULL AS DECIMAL(15, 2)), paid_region FROM paid
    UNION ALL SELECT project, 'province', CAST(NULL AS DECIMAL(15, 2)), paid_province FROM paid
    UNION ALL SELECT project, 'municipality', CAST(NULL AS DECIMAL(15, 2)), paid_municipality FROM paid
    UNION ALL SELECT project, 'other_public', CAST(NULL AS DECIMAL(15, 2)), paid_other_public FROM paid
    UNION ALL SELECT project, 'private', CAST(NULL AS DECIMAL(15, 2)), paid_private FROM paid
    UNION ALL SELECT project, 'to_find', CAST(NULL AS DECIMAL(15, 2)), paid_to_find FROM paid
    UNION ALL SELECT project, 'other', CAST(NULL AS DECIMAL(15, 2)), paid_other FROM paid
)
SELECT project, source, max(funding) AS funding, max(paid) AS paid
FROM amounts
GROUP BY project, source
HAVING max(funding) <> 0 OR max(paid) <> 0;

CREATE TABLE money_by_source AS
SELECT
    m.territory, m.dimension, m.code, a.source,
    count(*) AS projects,
    sum(CAST(a.funding AS DECIMAL(21, 2)) * m.weight) AS funding,
    sum(CAST(a.paid AS DECIMAL(21, 2)) * m.weight) AS paid
FROM memberships AS m
JOIN source_amounts AS a ON a.project = m.project
WHERE m.dimension = 'total' OR m.dimension = 'mission' OR m.dimension = 'component' OR m.dimension = 'objective'
    OR m.dimension = 'municipality'
GROUP BY m.territory, m.dimension, m.code, a.source;
