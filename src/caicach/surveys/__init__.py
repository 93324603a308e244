"""Surveys: what a sample of people says of a whole population, and how far it may be wrong.

Built so far: ``estimation``, pure: arrays in, values out, every formula with its source; it knows neither Django nor
the database.
"""
