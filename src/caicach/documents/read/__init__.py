"""Files and text to a ``Reading``, by structure and not by a list of known letters."""
