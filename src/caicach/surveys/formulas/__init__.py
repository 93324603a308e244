"""Formulas of forms reckoned: the XPath of ODK over one submission; pure.

Source: https://getodk.github.io/xforms-spec/#xpath-functions and XPath 1.0. Where the specification is silent, the
answer is that of Enketo's evaluator (openrosa-xpath-evaluator): a table and the web form take and refuse the same.
"""
