"""The heads of the trail's chains, kept outside the database every day, so that a cut-off tail is found.

Public face: ``services.make_anchor``, ``services.kept_anchors``, ``services.examine``. Files lie in the data folder,
one a day, never written twice; a letter with the same text goes to ``CAICACH_ANCHOR_MAIL`` where it is set.
"""
