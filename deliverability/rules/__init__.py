"""The alert rules: each a small pure function over the evidence, found by `catalogue`."""
