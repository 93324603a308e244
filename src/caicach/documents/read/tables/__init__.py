"""Tables as grids of places: their lines on a page, their headers, what their columns hold."""
