"""What the register keeps and how it changes: pure values and rules."""
