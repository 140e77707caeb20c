"""A static site of all labs for those who learn alone: read, try, unfold the solution."""
