"""Warm kernels for nbgrader and formgrader: ``provisioner`` asks ``server`` to fork one."""
