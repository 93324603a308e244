"""Checklists, judging of answers, coverage of a programme, the way of an inspection. Pure."""
