"""The HTTP API: the same use cases as the pages, one file per resource, described by the committed openapi.json."""
