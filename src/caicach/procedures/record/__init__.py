"""The procedure as a frozen value, and how its parts are read: codes, time limits, fees, whole records."""
