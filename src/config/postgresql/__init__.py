"""PostgreSQL as Django speaks to it, with silence bounded on this side too."""
