"""Questions: intake with a receipt, the stage and the visibility of each, and counters that always add up."""
