"""Where people answer a survey in their browser: known by a link, never signed in."""
