"""Values and rules of messages, pure."""
