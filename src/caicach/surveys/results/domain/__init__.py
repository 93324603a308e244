"""Tables of results as values, without the database."""
