"""Values of reports, pure."""
