-- Each choice with what it misses of what is asked for.
--
-- reads   choices; asked: one row with a list of codes for each facet, NULL where it does not narrow, and whether the
--         search is `among` certain projects; found (project): those
-- makes   judged   the choices that miss nothing, or only what is asked in one facet, with whether each facet holds

CREATE TEMP TABLE judged AS
WITH wanted AS (
    SELECT
        among,
        -- a code that no project has becomes NULL, which nothing is equal to
        TRY_CAST(mission AS code[]) AS mission, TRY_CAST(objective AS code[]) AS objective,
        TRY_CAST(driver AS code[]) AS driver, TRY_CAST(component AS code[]) AS component,
        TRY_CAST(municipality AS code[]) AS municipality, TRY_CAST(zone AS code[]) AS zone,
        TRY_CAST(state AS code[]) AS state, TRY_CAST(body AS code[]) AS body,
        TRY_CAST(amount AS code[]) AS amount, TRY_CAST(funding AS code[]) AS funding
    FROM asked
),
told AS (
    SELECT
        c.*,
        a.mission IS NULL OR coalesce(list_contains(a.mission, c.mission), false) AS holds_mission,
        a.objective IS NULL OR coalesce(list_contains(a.objective, c.objective), false) AS holds_objective,
        a.driver IS NULL OR coalesce(list_contains(a.driver, c.driver), false) AS holds_driver,
        a.component IS NULL OR coalesce(list_contains(a.component, c.component), false) AS holds_component,
        a.municipality IS NULL OR coalesce(list_contains(a.municipality, c.municipality), false) AS holds_municipality,
        a.zone IS NULL OR coalesce(list_contains(a.zone, c.zone), false) AS holds_zone,
        a.state IS NULL OR coalesce(list_contains(a.state, c.state), false) AS holds_state,
        a.body IS NULL OR coalesce(list_contains(a.body, c.body), false) AS holds_body,
        a.amount IS NULL OR coalesce(list_contains(a.amount, c.amount), false) AS holds_amount,
        a.funding IS NULL OR coalesce(list_contains(a.funding, c.funding), false) AS holds_funding
    FROM choices AS c
    CROSS JOIN wanted AS a
    WHERE NOT a.among OR c.number IN (
        SELECT l.number FROM lines AS l JOIN found AS f ON f.project = l.project
    )
),
counted AS (
    SELECT
        *,
        CAST(NOT holds_mission AS INTEGER) + CAST(NOT holds_objective AS INTEGER)
        + CAST(NOT holds_driver AS INTEGER) + CAST(NOT holds_component AS INTEGER)
        + CAST(NOT holds_municipality AS INTEGER) + CAST(NOT holds_zone AS INTEGER)
        + CAST(NOT holds_state AS INTEGER) + CAST(NOT holds_body AS INTEGER)
        + CAST(NOT holds_amount AS INTEGER) + CAST(NOT holds_funding AS INTEGER) AS missed
    FROM told
)
SELECT * FROM counted WHERE missed <= 1;
