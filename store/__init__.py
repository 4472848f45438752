"""What we remember: one file a topic with its SQL and typed functions, over an engine. What it means: `deliverability`."""
