"""Surveys in the field: forms in their versions, who collects, what came in. Knows nothing of estimation."""
