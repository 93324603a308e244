"""Pages of institutions: what has to be issued, what is late, what is cut of the rules on business."""
