"""What stops the program before it starts."""


class SettingError(Exception):
    """A setting is missing or malformed: the program does not start."""
