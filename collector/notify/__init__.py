"""Whom we tell, and how: letters from the outbox through apprise. What is worth telling is decided elsewhere."""
