"""What we ask Amazon and how we remember it: its own process, `python -m collector`."""
