"""Values of this module, without Django."""
