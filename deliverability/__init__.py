"""What numbers mean. Pure: standard library only, no clock, no I/O."""
