"""`sukhbat backup` and `sukhbat restore`: database and files in one archive with its checksums."""
