"""Pages of the scoring cycle: years, sheets, desks, council, results, findings."""
