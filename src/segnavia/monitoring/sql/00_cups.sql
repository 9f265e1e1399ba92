-- Which CUP lie in the territories: the rows of the lake are narrowed to them before anything else is asked.
--
-- reads   all_locations (lake), territories (code)
-- makes   cups_inside  the CUP that have a place in a territory, under any key, by territory
--         cups         the same, once each

CREATE TABLE cups_inside AS
SELECT DISTINCT t.code AS territory, l.cup
FROM all_locations AS l
JOIN territories AS t ON t.code = l.province;

CREATE TABLE cups AS
SELECT DISTINCT cup FROM cups_inside;
