"""Digital signatures of PDF files (PAdES): keys from a file or a token, the visible mark, what a signature is worth.

The one room that knows pyHanko; no Django. Public face: ``keys``, ``tokens``, ``marks``, ``sign.signed_pdf``,
``verify.signature_findings``, ``findings``. A password or PIN lives for one call and is kept nowhere.
"""
