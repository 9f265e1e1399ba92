-- The money and the progress of every roll-up, and the same money as earlier releases told it.
--
-- reads   memberships, projects, states, tags, payments, payments_before (each with its release's as_of)
-- makes   figures            with the fields of segnavia.core.rollup.Figure, in euro, unrounded
--         figures_over_time  the money by release: the projects and shares of now, the amounts of then
--
-- A sum is NULL where no project says the amount: unknown is not zero. `both_*` are sums over the projects that say
-- both funding and payments, so that a ratio of them compares like with like.

-- How much of a sub-measure's money supports the climate and the digital transition: what its rows contribute, over
-- what they amount to. A sub-measure that is not in the publisher's table has no share, which is not a share of zero.
CREATE TABLE tag_shares AS
WITH told AS (
    SELECT
        submeasure,
        sum(amount) AS amount, sum(climate_amount) AS climate, sum(digital_amount) AS digital
    FROM tags
    GROUP BY submeasure
)
SELECT
    submeasure,
    -- a contribution above the whole, or below nothing, is a damaged row: nobody knows the share
    CAST(CASE WHEN climate >= 0 AND climate <= amount THEN climate END / amount AS DECIMAL(16, 15)) AS climate,
    CAST(CASE WHEN digital >= 0 AND digital <= amount THEN digital END / amount AS DECIMAL(16, 15)) AS digital
FROM told
WHERE amount > 0;

CREATE TABLE figures AS
WITH known AS (
    SELECT
        p.territory, p.project, p.measured,
        -- 21 digits times the weight's 16 are the 37 (Spark: 38) that a decimal holds: no sum can overflow or round
        CAST(p.funding_pnrr AS DECIMAL(21, 2)) AS funding,
        CAST(p.paid_pnrr AS DECIMAL(21, 2)) AS paid,
        CAST(p.funding_elsewhere AS DECIMAL(21, 2)) AS elsewhere,
        s.state, s.targets, s.targets_reached, t.climate, t.digital
    FROM projects AS p
    JOIN states AS s ON s.project = p.project
    LEFT JOIN tag_shares AS t ON t.submeasure = p.submeasure
),
weighted AS (
    SELECT
        m.territory, m.dimension, m.code, k.measured, k.state, k.targets, k.targets_reached,
        k.funding * m.weight AS funding,
        k.paid * m.weight AS paid,
        k.elsewhere * m.weight AS elsewhere,
        k.climate, k.digital,
        k.funding * CAST(m.weight * k.climate AS DECIMAL(16, 15)) AS climate_funding,
        k.funding * CAST(m.weight * k.digital AS DECIMAL(16, 15)) AS digital_funding
    FROM memberships AS m
    JOIN known AS k ON k.territory = m.territory AND k.project = m.project
)
SELECT
    territory,
    dimension,
    code,
    count(*) FILTER (WHERE measured) AS projects,
    count(*) AS projects_located,
    count(*) FILTER (WHERE funding IS NOT NULL AND paid IS NOT NULL) AS projects_both,
    count(*) FILTER (WHERE funding IS NOT NULL OR elsewhere IS NOT NULL) AS projects_told,
    sum(funding) AS funding_pnrr,
    sum(paid) AS paid_pnrr,
    sum(funding) FILTER (WHERE paid IS NOT NULL) AS both_funding,
    sum(paid) FILTER (WHERE funding IS NOT NULL) AS both_paid,
    sum(elsewhere) AS funding_elsewhere,
    count(*) FILTER (WHERE state = 'not_started') AS not_started,
    count(*) FILTER (WHERE state = 'under_way') AS under_way,
    count(*) FILTER (WHERE state = 'late') AS late,
    count(*) FILTER (WHERE state = 'completed') AS completed,
    count(*) FILTER (WHERE state = 'suspended_or_withdrawn') AS suspended_or_withdrawn,
    CAST(sum(targets) AS BIGINT) AS targets,
    CAST(sum(targets_reached) AS BIGINT) AS targets_reached,
    sum(climate_funding) AS climate_funding,
    sum(funding) FILTER (WHERE climate IS NOT NULL) AS climate_tagged,
    sum(digital_funding) AS digital_funding,
    sum(funding) FILTER (WHERE digital IS NOT NULL) AS digital_tagged
FROM weighted
GROUP BY territory, dimension, code;

CREATE TABLE figures_over_time AS
WITH history AS (
    SELECT submeasure, cup, clp, funding_pnrr, paid_pnrr, as_of FROM payments_before
    UNION ALL
    SELECT submeasure, cup, clp, funding_pnrr, paid_pnrr, as_of FROM payments
)
SELECT
    m.territory, m.dimension, m.code, h.as_of,
    count(*) AS projects,
    sum(CAST(h.funding_pnrr AS DECIMAL(21, 2)) * m.weight) AS funding_pnrr,
    sum(CAST(h.paid_pnrr AS DECIMAL(21, 2)) * m.weight) AS paid_pnrr,
    sum(CAST(h.funding_pnrr AS DECIMAL(21, 2)) * m.weight) FILTER (WHERE h.paid_pnrr IS NOT NULL) AS both_funding,
    sum(CAST(h.paid_pnrr AS DECIMAL(21, 2)) * m.weight) FILTER (WHERE h.funding_pnrr IS NOT NULL) AS both_paid
FROM memberships AS m
JOIN projects AS p ON p.territory = m.territory AND p.project = m.project
JOIN history AS h ON h.submeasure = p.submeasure AND h.cup = p.cup AND h.clp = p.clp
WHERE m.dimension <> 'objective_municipality' AND m.dimension <> 'body'
GROUP BY m.territory, m.dimension, m.code, h.as_of;
