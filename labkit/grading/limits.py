"""What one submission may use."""

from typing import NamedTuple


class Limits(NamedTuple):
    """Limits of one submission's run. Whoever passes one fails alone, and is told which it was."""

    cell_seconds: float = 60.0  # wall time of one cell, less what it waited for a processor
    total_seconds: float = 600.0  # the same of the whole notebook
    cpu_seconds: int = 600  # processor time of one process
    memory_mib: int = 2048  # of all processes together, beyond what a fresh room has
    processes: int = 64  # processes and threads
    file_mib: int = 64  # one file
    disk_mib: int = 256  # all files
    output_kib: int = 1024  # output of one cell
