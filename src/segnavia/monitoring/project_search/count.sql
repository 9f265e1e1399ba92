-- How many projects would remain with each value of each facet, beside what is chosen in the others.
--
-- reads   judged

WITH values_of AS (
    SELECT
        number, missed,
        unnest([
            {'facet': 'mission', 'code': mission, 'holds': holds_mission},
            {'facet': 'objective', 'code': objective, 'holds': holds_objective},
            {'facet': 'driver', 'code': driver, 'holds': holds_driver},
            {'facet': 'component', 'code': component, 'holds': holds_component},
            {'facet': 'municipality', 'code': municipality, 'holds': holds_municipality},
            {'facet': 'zone', 'code': zone, 'holds': holds_zone},
            {'facet': 'state', 'code': state, 'holds': holds_state},
            {'facet': 'body', 'code': body, 'holds': holds_body},
            {'facet': 'amount', 'code': amount, 'holds': holds_amount},
            {'facet': 'funding', 'code': funding, 'holds': holds_funding}
        ], recursive := true)
    FROM judged
)
SELECT facet, code, count(DISTINCT number) AS projects
FROM values_of
WHERE code IS NOT NULL AND (missed = 0 OR NOT holds)
GROUP BY facet, code
ORDER BY facet, code;
