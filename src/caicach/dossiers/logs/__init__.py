"""Event logs as they come: what stands in the file, before anything is judged."""
