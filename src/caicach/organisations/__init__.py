"""Who there is: units dated by fact, people, posts, committees, users; and which of them a phrase means on a date."""
