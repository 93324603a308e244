"""What supervision counts of dossiers: the official tables of a period."""
