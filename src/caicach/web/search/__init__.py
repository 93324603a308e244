"""The page of the search; the box that leads to it stands in the head of every page."""
