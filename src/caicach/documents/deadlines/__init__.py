"""Deadlines as officials write them: one value, and the one grammar that reads it, for letters and plans alike."""
