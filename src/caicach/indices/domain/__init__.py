"""Values and rules of the scoring cycle, of gaps and of remedies, pure."""
