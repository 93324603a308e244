"""What the province publishes: figures frozen with their date, source and period, chained by their hashes.

Nothing here is ever changed: a correction is an edition of its own, which names the one that it corrects.
"""
