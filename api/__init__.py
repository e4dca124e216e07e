"""The ways in: the command line and, on the same ground, every later interface."""
