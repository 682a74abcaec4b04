"""Making the data of ``sukhbat.understanding.morphology``."""
