"""The process that holds the model of meanings, and the small client by which pages ask it (that loads no model)."""
