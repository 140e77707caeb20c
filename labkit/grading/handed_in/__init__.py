"""What a student handed in: read without trust, and put into a copy of the course's notebook."""
