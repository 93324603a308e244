"""Institutions and business rules: legal documents that somebody must issue, in time or late, reviewed, mended; what is
cut or simplified of the rules on business, and by which document."""
