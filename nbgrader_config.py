"""Settings for every nbgrader command and for formgrader, started in this folder."""

from labkit.grading import use_warm_kernels
from labkit.grading.recording.pages import PAGES
from labkit.teaching.feedback import PREPROCESSORS

c = get_config()  # noqa: F821 - traitlets puts it here

c.CourseDirectory.course_id = "deep-learning-for-vision"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
# nbgrader copies every other file of a source folder into the release: never the source itself.
c.CourseDirectory.ignore = ["*.py", "*.pyc", "__pycache__", ".ipynb_checkpoints", "feedback"]

# No cell of a lab needs more than 10 s; a slow or busy machine may need several times that.
c.Execute.timeout = 60
# Kernels warn that they talk over the loopback interface; say only what is an error.
c.Execute.extra_arguments = ["--IPKernelApp.log_level=40"]

# Feedback without hidden tests, and without tracebacks that would quote them.
c.GenerateFeedback.preprocessors = PREPROCESSORS

# Neither feedback nor formgrader runs what a student has put into an output or an answer in prose.
# Formulas are in the page itself; feedback loads nothing from a network.
c.HTMLExporter.merge(PAGES)

# Kernels of nbgrader and formgrader start in 0.1 s, torch imported: forked, on Linux.
use_warm_kernels()
