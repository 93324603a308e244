"""Forms of periodic reports, what a unit states in one, and what many units state together; pure."""
