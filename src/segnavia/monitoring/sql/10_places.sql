-- Where projects lie.
--
-- reads   locations, territories (code)
-- makes   key_places   the distinct places of each project key (submeasure, cup, clp), with their weight
--         cup_places   the distinct places of each CUP under any key, with their weight
--
-- A place is a distinct (province, municipality) pair. Its weight is the published percentage if every place of the
-- project has one, or else 1; weights are divided by their sum later, so that they need not add up to 100.

CREATE TABLE key_places AS
WITH pairs AS (
    SELECT
        l.submeasure, l.cup, l.clp, l.province, l.municipality,
        min(l.municipality_title) AS title,
        sum(l.percentage) AS percentage,
        count(*) = count(l.percentage) AND min(l.percentage) >= 0 AS has_percentage
    FROM locations AS l
    WHERE l.submeasure IS NOT NULL AND l.clp IS NOT NULL
    GROUP BY l.submeasure, l.cup, l.clp, l.province, l.municipality
)
SELECT
    submeasure, cup, clp, province, municipality, title,
    CAST(CASE
        WHEN bool_and(has_percentage) OVER project AND sum(percentage) OVER project > 0 THEN percentage
        ELSE 1
    END AS DECIMAL(28, 4)) AS weight
FROM pairs
WINDOW project AS (PARTITION BY submeasure, cup, clp);

CREATE TABLE cup_places AS
WITH pairs AS (
    SELECT
        l.cup, l.province, l.municipality,
        min(l.municipality_title) AS title,
        sum(l.percentage) AS percentage,
        count(*) = count(l.percentage) AND min(l.percentage) >= 0 AS has_percentage
    FROM locations AS l
    GROUP BY l.cup, l.province, l.municipality
)
SELECT
    cup, province, municipality, title,
    CAST(CASE
        WHEN bool_and(has_percentage) OVER project AND sum(percentage) OVER project > 0 THEN percentage
        ELSE 1
    END AS DECIMAL(28, 4)) AS weight
FROM pairs
WINDOW project AS (PARTITION BY cup);
