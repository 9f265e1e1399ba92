-- The one roll-up: money by dimension and code, with how much of it is known.
--
-- reads   memberships, projects
-- makes   figures, with the fields of segnavia.core.rollup.Figure, in euro, unrounded
--
-- A sum is NULL where no project says the amount: unknown is not zero. `both_*` are sums over the projects that say
-- both funding and payments, so that a ratio of them compares like with like.

CREATE TABLE figures AS
WITH weighted AS (
    SELECT
        m.dimension, m.code, m.weight, p.measured,
        -- 22 digits times the weight's 16 are the 38 that a decimal holds: no sum can overflow or round
        CAST(p.funding_pnrr AS DECIMAL(22, 2)) AS funding,
        CAST(p.paid_pnrr AS DECIMAL(22, 2)) AS paid,
        CAST(p.funding_elsewhere AS DECIMAL(22, 2)) AS elsewhere
    FROM memberships AS m
    JOIN projects AS p ON p.project = m.project
)
SELECT
    dimension,
    code,
    count(*) FILTER (WHERE measured) AS projects,
    count(*) AS projects_located,
    count(*) FILTER (WHERE funding IS NOT NULL AND paid IS NOT NULL) AS projects_both,
    count(*) FILTER (WHERE funding IS NOT NULL OR elsewhere IS NOT NULL) AS projects_told,
    sum(funding * weight) AS funding_pnrr,
    sum(paid * weight) AS paid_pnrr,
    sum(funding * weight) FILTER (WHERE paid IS NOT NULL) AS both_funding,
    sum(paid * weight) FILTER (WHERE funding IS NOT NULL) AS both_paid,
    sum(elsewhere * weight) AS funding_elsewhere
FROM weighted
GROUP BY dimension, code;
