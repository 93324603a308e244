"""The open platform on which a government runs its public-administration reform."""

__version__ = "0.1.0"
