"""What every room needs and no domain word names: clock, ids, locks, limits, refusals."""
