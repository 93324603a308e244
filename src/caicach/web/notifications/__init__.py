"""Pages of messages, channels and calendar links, the rule of reminders, and the operator's queue."""
