"""The only room that knows the columnar engine (DuckDB): rows in, columns and counts out."""
