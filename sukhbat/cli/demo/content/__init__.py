"""Data of the demonstration; README.md says what each file is and under which licence."""
