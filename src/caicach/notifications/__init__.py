"""Messages to people: digests, deliveries by channel (page, e-mail, calendar feed, webhook), the rules of escalation.

Public face: ``services``, ``queries``, ``domain``. It knows people and channels, not what the messages are about.
"""
