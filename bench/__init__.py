"""What must stay fast and small, as ratios to a ceiling measured in the same run; each room has its file."""
