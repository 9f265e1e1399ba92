-- What is known of a selection, as `sql/50_figures.sql` tells it of every code of a dimension.
--
-- reads   selected, lines

SELECT
    count(*) FILTER (WHERE measured) AS projects,
    count(*) AS projects_located,
    count(*) FILTER (WHERE funding_pnrr IS NOT NULL AND paid_pnrr IS NOT NULL) AS projects_both,
    count(*) FILTER (WHERE told IS NOT NULL) AS projects_told,
    sum(funding_pnrr * part) AS funding_pnrr,
    sum(paid_pnrr * part) AS paid_pnrr,
    sum(funding_pnrr * part) FILTER (WHERE paid_pnrr IS NOT NULL) AS both_funding,
    sum(paid_pnrr * part) FILTER (WHERE funding_pnrr IS NOT NULL) AS both_paid,
    sum(funding_elsewhere * part) AS funding_elsewhere,
    count(*) FILTER (WHERE state = 'not_started') AS not_started,
    count(*) FILTER (WHERE state = 'under_way') AS under_way,
    count(*) FILTER (WHERE state = 'late') AS late,
    count(*) FILTER (WHERE state = 'completed') AS completed,
    count(*) FILTER (WHERE state = 'suspended_or_withdrawn') AS suspended_or_withdrawn,
    CAST(coalesce(sum(targets), 0) AS BIGINT) AS targets,
    CAST(coalesce(sum(targets_reached), 0) AS BIGINT) AS targets_reached
FROM selected AS s
JOIN lines AS l ON l.number = s.number;
