-- What the State's own tables say of the sub-measures at work here: milestones and targets, goals of the Agenda 2030,
-- and the physical indicators by objective.
--
-- reads   memberships, projects, links, project_indicators, crosswalk, milestones_planned, milestones_met,
--         goals (lake), measurement (as_of)
-- makes   milestones            one row a territory x sub-measure x milestone or target, with its outcome
--         milestone_counts      territory, dimension, code, outcome, milestones: distinct ones
--         objective_goals       territory, objective, goal: derived through the sub-measures of the crosswalk
--         goal_titles           goal, title
--         objective_indicators  planned and achieved by objective x indicator, over the projects that say both
--
-- The outcomes are those of segnavia.core.milestones. Indicators count by place share: a project half of which lies
-- here counts half its kilometres. They do not count by crosswalk share, as a kilometre that serves two objectives is a
-- kilometre for each.

CREATE TABLE milestones AS
WITH covered AS (
    SELECT
        make_date(year(min(progress)), CAST(floor((month(min(progress)) - 1) / 3) AS INTEGER) * 3 + 1, 1) AS first_day,
        max(progress) AS last_day
    FROM milestones_met
),
met AS (
    SELECT DISTINCT code FROM milestones_met
),
planned AS (
    SELECT DISTINCT
        code, kind, level, title, submeasure,
        last_day(make_date(CAST(year AS INTEGER), CAST(substr(quarter, 2, 1) AS INTEGER) * 3, 1)) AS due_on
    FROM milestones_planned
    WHERE quarter IS NOT NULL AND year BETWEEN 2000 AND 2100  -- another year is a damaged row
),
here AS (
    SELECT DISTINCT territory, submeasure FROM projects
)
SELECT
    h.territory, p.submeasure, p.code, p.kind, p.level, p.title, p.due_on,
    CASE
        WHEN m.code IS NOT NULL THEN 'met'
        WHEN p.due_on > a.as_of THEN 'ahead'
        WHEN p.level = 'UE' AND p.due_on >= c.first_day AND p.due_on <= c.last_day THEN 'missed'
        ELSE 'untold'
    END AS outcome
FROM here AS h
JOIN planned AS p ON p.submeasure = h.submeasure
CROSS JOIN measurement AS a
CROSS JOIN covered AS c
LEFT JOIN met AS m ON m.code = p.code;

CREATE TABLE milestone_counts AS
WITH submeasures AS (
    SELECT DISTINCT m.territory, m.dimension, m.code, p.submeasure
    FROM memberships AS m
    JOIN projects AS p ON p.territory = m.territory AND p.project = m.project
    WHERE m.dimension = 'total' OR m.dimension = 'mission' OR m.dimension = 'component' OR m.dimension = 'objective'
        OR m.dimension = 'driver' OR m.dimension = 'keyword' OR m.dimension = 'submeasure'
)
SELECT s.territory, s.dimension, s.code, t.outcome, count(DISTINCT t.code) AS milestones
FROM submeasures AS s
JOIN milestones AS t ON t.territory = s.territory AND t.submeasure = s.submeasure
GROUP BY s.territory, s.dimension, s.code, t.outcome;

CREATE TABLE objective_goals AS
SELECT
    c.territory, c.objective, lpad(g.goal, 2, '0') AS goal,
    max(CASE WHEN g.prevalent = 'SI' THEN 1 ELSE 0 END) AS prevalent,
    count(DISTINCT c.submeasure) AS submeasures
FROM crosswalk AS c
JOIN goals AS g ON g.submeasure = c.submeasure
WHERE c.objective IS NOT NULL AND g.goal IS NOT NULL
GROUP BY c.territory, c.objective, lpad(g.goal, 2, '0');

CREATE TABLE goal_titles AS
SELECT lpad(goal, 2, '0') AS goal, coalesce(min(goal_title), lpad(goal, 2, '0')) AS title
FROM goals
WHERE goal IS NOT NULL
GROUP BY lpad(goal, 2, '0');

CREATE TABLE objective_indicators AS
SELECT
    l.territory,
    l.objective,
    i.indicator,
    min(i.indicator_title) AS indicator_title,
    i.unit_title,
    sum(CAST(i.planned AS DECIMAL(21, 4)) * p.place_share) AS planned,
    sum(CAST(i.achieved AS DECIMAL(21, 4)) * p.place_share) AS achieved,
    count(*) AS projects
FROM project_indicators AS i
JOIN links AS l ON l.project = i.project
JOIN projects AS p ON p.territory = l.territory AND p.project = l.project
WHERE i.planned IS NOT NULL AND i.achieved IS NOT NULL
GROUP BY l.territory, l.objective, i.indicator, i.unit_title;
