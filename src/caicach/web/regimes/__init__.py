"""Pages of periodic reports: what waits, a period as the office sees it, a report to fill in, editions."""
