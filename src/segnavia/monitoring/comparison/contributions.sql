-- What each project counted for in one place of the plan, in an earlier bulletin and in a later one.
--
-- reads   memberships_before, projects_before, states_before and the same three _after: the tables of two bulletins
--         wanted (dimension, code, project): the place, and one project of it or null for all
-- makes   contributions  one row for each project that counts there in either
--
-- Money is told twice: the whole project's (funding, paid) and its part in this place (…_part: times the weight), which
-- is what the figures add up. Unknown is NULL on either side, and a project that is not there has neither.

CREATE TABLE contributions AS
WITH before AS (
    SELECT
        p.project, p.submeasure, p.cup, p.title, s.state, s.rule, s.days_late, s.due,
        p.funding_pnrr AS funding, p.paid_pnrr AS paid,
        CAST(p.funding_pnrr AS DECIMAL(21, 2)) * m.weight AS funding_part,
        CAST(p.paid_pnrr AS DECIMAL(21, 2)) * m.weight AS paid_part
    FROM memberships_before AS m
    JOIN wanted AS w ON w.dimension = m.dimension AND w.code = m.code AND m.project = coalesce(w.project, m.project)
    JOIN projects_before AS p ON p.project = m.project
    JOIN states_before AS s ON s.project = m.project
),
after AS (
    SELECT
        p.project, p.submeasure, p.cup, p.title, s.state, s.rule, s.days_late, s.due,
        p.funding_pnrr AS funding, p.paid_pnrr AS paid,
        CAST(p.funding_pnrr AS DECIMAL(21, 2)) * m.weight AS funding_part,
        CAST(p.paid_pnrr AS DECIMAL(21, 2)) * m.weight AS paid_part
    FROM memberships_after AS m
    JOIN wanted AS w ON w.dimension = m.dimension AND w.code = m.code AND m.project = coalesce(w.project, m.project)
    JOIN projects_after AS p ON p.project = m.project
    JOIN states_after AS s ON s.project = m.project
)
SELECT
    coalesce(a.project, b.project) AS project,
    coalesce(a.submeasure, b.submeasure) AS submeasure,
    coalesce(a.cup, b.cup) AS cup,
    coalesce(a.title, b.title) AS title,
    b.project IS NOT NULL AS was_here,
    a.project IS NOT NULL AS is_here,
    b.state AS state_before, a.state AS state_after,
    b.rule AS rule_before, a.rule AS rule_after,
    a.days_late, a.due,
    b.funding AS funding_before, a.funding AS funding_after,
    b.paid AS paid_before, a.paid AS paid_after,
    b.funding_part AS funding_part_before, a.funding_part AS funding_part_after,
    b.paid_part AS paid_part_before, a.paid_part AS paid_part_after
FROM before AS b
FULL JOIN after AS a ON a.project = b.project;
