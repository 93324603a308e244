"""A portal walked and judged: polite, guarded, with dated evidence, resumable.

Public face: ``auditing.audit_of``. ``crawling`` runs in a process of its own and writes answers into ``store``;
``judging`` is pure: answers and the register in, findings out.
"""
