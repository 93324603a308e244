"""What a survey found: tables by group with small counts kept back, figures offered by name."""
