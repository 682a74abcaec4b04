"""Working calendar and due dates: pure arithmetic over rules that are data."""
