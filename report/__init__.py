"""Stored rows into answers. Every function takes the store, a scope and `now`; nothing here asks a clock or AWS."""
