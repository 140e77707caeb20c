"""Grade submissions: warm, sandboxed, in parallel, and recorded as nbgrader records them.

What was handed in is read and put into a fresh copy of the course's notebook (``handed_in/``).
That is run by two processes forked from a warm one (``sandbox/``): student's code in the student's
room, tests in the tests' room, with plain data in between (``rooms/``). nbgrader's own code then
writes scores, notebooks and the gradebook (``recording/``). ``grade`` does this for a whole class,
``command`` is what people call. ``kernels/`` lets nbgrader's own kernels start warm.
"""

import os
import sys
from importlib.metadata import entry_points


def use_warm_kernels() -> bool:
    """Let notebooks that this program executes run in warm kernels; return whether they will.

    For ``nbgrader_config.py``: nbgrader's commands and formgrader read it in the process that
    starts the kernels. Only that process changes, and kernels that JupyterLab starts for people
    stay ordinary. Nothing happens on a system other than Linux, where labkit is not installed,
    and if the environment variable ``JUPYTER_DEFAULT_PROVISIONER_NAME`` names another provisioner
    (``local-provisioner`` is Jupyter's own).
    """
    name, group = "labkit-warm", "jupyter_client.kernel_provisioners"
    if not sys.platform.startswith("linux") or not entry_points(group=group, name=name):
        return False
    from jupyter_client.provisioning import KernelProvisionerFactory as Factory

    if os.environ.get(Factory.default_provisioner_name_env, name) != name:
        return False
    Factory.instance().default_provisioner_name = name
    return True
