"""Legal documents, business rules and their days, as values."""
