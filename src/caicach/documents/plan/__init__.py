"""A plan's task table (DOCX, XLSX, PDF, HTML, TXT) read into frozen values: rows, and warnings at their places. Pure."""
