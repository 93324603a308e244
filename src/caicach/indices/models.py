"""Tables of this module; private to it."""
