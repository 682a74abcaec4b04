"""`sukhbat import`: the directory, the calendar and questions from files."""
