"""Internet-conferences: who holds one, about what, when, and which phase it is in."""
