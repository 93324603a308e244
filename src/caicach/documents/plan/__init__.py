"""A plan's task table (DOCX, XLSX, PDF, HTML, TXT) as frozen values: rows, and warnings at their places. Pure."""
