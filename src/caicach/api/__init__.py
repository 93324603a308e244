"""The HTTP API: the same use cases as the pages, one file per resource, described by the committed openapi.json.

Bearer tokens (``accounts.services.issue_token``) carry the rights of their user.
"""
