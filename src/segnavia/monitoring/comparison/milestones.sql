-- The milestones and targets of which the later of two bulletins tells another outcome than the earlier.
--
-- reads   milestones_before, milestones_after, projects_after, memberships_after, wanted (dimension, code, project)
--
-- Those of the sub-measures at work in the place now, and known to both: one that the earlier did not know has not moved.

WITH here AS (
    SELECT DISTINCT p.submeasure
    FROM memberships_after AS m
    JOIN wanted AS w ON w.dimension = m.dimension AND w.code = m.code AND m.project = coalesce(w.project, m.project)
    JOIN projects_after AS p ON p.project = m.project
)
SELECT a.code, a.kind, a.level, min(a.title) AS title, min(a.submeasure) AS submeasure, a.due_on, b.outcome, a.outcome
FROM milestones_after AS a
JOIN here AS h ON h.submeasure = a.submeasure
JOIN milestones_before AS b
    ON b.code = a.code AND b.submeasure = a.submeasure AND b.due_on = a.due_on
    AND b.level IS NOT DISTINCT FROM a.level AND b.kind IS NOT DISTINCT FROM a.kind
WHERE b.outcome <> a.outcome
GROUP BY a.code, a.kind, a.level, a.due_on, b.outcome, a.outcome
ORDER BY a.due_on, a.code;
