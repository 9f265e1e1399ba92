-- The publisher's rows behind each project, so that every figure can be followed.
--
-- reads   projects; payments, projects_release, locations, indicators (lake), as text
-- makes   source_rows (project, dataset, source_row, row_values)

CREATE TABLE source_rows AS
SELECT p.project, 'PNRR_Pagamenti_di_Progetto' AS dataset, s.source_row, to_json(s) AS row_values
FROM projects AS p
JOIN payments_as_text AS s ON s.submeasure = p.submeasure AND s.cup = p.cup AND s.clp = p.clp
UNION ALL
SELECT p.project, 'PNRR_Progetti', s.source_row, to_json(s)
FROM projects AS p
JOIN projects_release_as_text AS s ON s.submeasure = p.submeasure AND s.cup = p.cup AND s.clp = p.clp
UNION ALL
SELECT p.project, 'PNRR_Indicatori_Target', s.source_row, to_json(s)
FROM projects AS p
JOIN indicators_as_text AS s ON s.submeasure = p.submeasure AND s.cup = p.cup AND s.clp = p.clp
UNION ALL
SELECT p.project, 'PNRR_Localizzazione', s.source_row, to_json(s)
FROM projects AS p
JOIN locations_as_text AS s ON s.cup = p.cup
WHERE p.located_by = 'cup' OR (s.submeasure = p.submeasure AND s.clp = p.clp);
