"""Executed submissions into autograded/ and the gradebook, by nbgrader's own code."""
