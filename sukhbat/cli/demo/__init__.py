"""The demonstration: a small sample state filled by the same actions that people use, on one machine."""
