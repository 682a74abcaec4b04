"""The text engine: what can be said about a text by looking at it. No Django, no tables."""
