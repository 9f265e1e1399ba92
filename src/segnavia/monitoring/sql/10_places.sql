-- Where projects lie.
--
-- reads   locations (lake), territory (one row: code)
-- makes   cups_inside  the CUP that have a place in the territory, under any key
--         key_places   the distinct places of each project key (submeasure, cup, clp), with their weight
--         cup_places   the distinct places of each CUP under any key, with their weight
--
-- A place is a distinct (province, municipality) pair. Its weight is the published percentage if every place of the
-- project has one, or else 1; weights are divided by their sum later, so that they need not add up to 100.

CREATE TABLE cups_inside AS
SELECT DISTINCT locations.cup
FROM locations
JOIN territory ON territory.code = locations.province;

CREATE TABLE key_places AS
WITH pairs AS (
    SELECT
        submeasure, cup, clp, province, municipality,
        min(municipality_title) AS title,
        sum(percentage) AS percentage,
        count(*) = count(percentage) AS has_percentage
    FROM locations
    WHERE cup IN (SELECT cup FROM cups_inside)
    GROUP BY submeasure, cup, clp, province, municipality
)
SELECT
    submeasure, cup, clp, province, municipality, title,
    CASE
        WHEN bool_and(has_percentage) OVER project AND sum(percentage) OVER project > 0 THEN percentage
        ELSE 1
    END AS weight
FROM pairs
WINDOW project AS (PARTITION BY submeasure, cup, clp);

CREATE TABLE cup_places AS
WITH pairs AS (
    SELECT
        cup, province, municipality,
        min(municipality_title) AS title,
        sum(percentage) AS percentage,
        count(*) = count(percentage) AS has_percentage
    FROM locations
    WHERE cup IN (SELECT cup FROM cups_inside)
    GROUP BY cup, province, municipality
)
SELECT
    cup, province, municipality, title,
    CASE
        WHEN bool_and(has_percentage) OVER project AND sum(percentage) OVER project > 0 THEN percentage
        ELSE 1
    END AS weight
FROM pairs
WINDOW project AS (PARTITION BY cup);
