"""The monitoring report: composed once as data, then written as PDF, DOCX, PPTX and XLSX with the same figures."""
