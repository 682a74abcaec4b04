"""The parts of the embedded PostgreSQL: programs, the account it runs under, its settings."""
