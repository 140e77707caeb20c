"""What instructors and authors run: building labs, bundling them, grading a class."""
