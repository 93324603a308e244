"""Samples: how many, of which strata, and who. A draw that anybody can check with the seed and the frame.

Every unit has one number, made from the seed and its own code by SHA-256; the smallest are drawn. So the draw depends
neither on the order of the frame nor on the version of a library, and a unit added to the frame moves nobody else.

Sources, by the short names that docstrings use:
Cochran: W. Cochran, Sampling Techniques (3rd ed., 1977).
Särndal: C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992).
Ohlsson: E. Ohlsson, Coordination of samples using permanent random numbers, Business Survey Methods (1995).
"""
