"""The exchange format of agreements: eight tables, as a workbook or as a ZIP of CSV files, out and in without loss."""
