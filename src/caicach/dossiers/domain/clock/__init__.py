"""The legal clock of a dossier, by the law of the day it was received; beside it index 766's own reckoning."""
