"""Pure rules and values of organisations: dated units, posts, committees, and what a phrase of a letter means."""
