"""One mail looked at: whether what receivers and the law want of it stands in it. Hints, no verdict; nothing is kept."""
