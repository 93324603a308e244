"""Pure rules and values of tasks: states computed from dates, due dates, evidence, boards."""
