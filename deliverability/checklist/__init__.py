"""The setup checklist: each item a small pure function over the facts, found by `catalogue`."""
