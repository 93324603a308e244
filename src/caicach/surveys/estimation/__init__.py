"""Design-based estimates with their error: a design, its weights, and means, totals, proportions, ratios and
quantiles by domain.

Sources, by the short names that docstrings use:
Lumley: T. Lumley, Complex Surveys (2010), and the results of his R package ``survey`` 4.1, which this package equals.
Särndal: C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling (1992).
Wolter: K. Wolter, Introduction to Variance Estimation (2nd ed., 2007).
Woodruff: R. Woodruff, Confidence intervals for medians and other position measures, JASA 47 (1952).
Korn-Graubard: E. Korn, B. Graubard, Confidence intervals for proportions with small expected number of positive counts,
Survey Methodology 24 (1998).
"""
