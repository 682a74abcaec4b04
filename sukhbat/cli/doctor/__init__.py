"""`sukhbat doctor`: looks at this machine and these settings and says what is wrong, in words."""
