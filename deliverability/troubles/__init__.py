"""The troubles that a sender meets, one file a family, found by `catalogue`; and which of them a pasted text is."""
