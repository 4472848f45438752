"""Texts into languages: the catalogue, the formats of placeholders, and `render`. Imports nothing of ours but the model."""
