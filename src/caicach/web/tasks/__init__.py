"""Tasks on pages: the coordinator's board, lists, the task with its history, reports, decisions, deadlines."""
