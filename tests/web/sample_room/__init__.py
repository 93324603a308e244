"""A room of pages as a module would bring it, and an installation that has it: what it adds lies in this folder."""
