-- The projects that miss nothing, with the part of each that lies in the chosen places and serves the chosen objectives.
--
-- reads   judged, lines; asked: whether any facet of the plan, or of the places, narrows
-- makes   selected

CREATE TEMP TABLE selected AS
WITH places AS (
    SELECT number, CAST(sum(here) AS DECIMAL(16, 15)) AS part
    FROM (SELECT DISTINCT number, municipality, here FROM judged WHERE missed = 0)
    GROUP BY number
),
objectives AS (
    SELECT number, CAST(sum(serves) AS DECIMAL(16, 15)) AS part
    FROM (SELECT DISTINCT number, objective, serves FROM judged WHERE missed = 0)
    GROUP BY number
)
SELECT
    l.number,
    -- as a bulletin's memberships are weighted, so that one choice gives the very figure of its own page
    CAST(
        CASE WHEN a.by_place THEN p.part ELSE l.place_share END
        * CASE WHEN a.by_plan THEN o.part ELSE CAST(1 AS DECIMAL(16, 15)) END
        AS DECIMAL(16, 15)
    ) AS part
FROM lines AS l
CROSS JOIN asked AS a
JOIN places AS p ON p.number = l.number
JOIN objectives AS o ON o.number = l.number;
