"""What is said when the embedded database cannot run."""


class PostgresError(RuntimeError):
    """The embedded PostgreSQL cannot run here; the message says why and what to do, in words."""
