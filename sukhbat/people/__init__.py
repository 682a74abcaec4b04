"""Who takes part: a person, how they were identified, and what they agreed to."""
