"""What the two HTTP doors share: an error told in the reader's language, and files sent as attachments."""
