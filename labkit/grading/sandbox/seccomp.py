"""A filter of system calls: what no lab needs, and memory that nobody would count."""

import ctypes
import errno
import os
import struct

from labkit.grading.sandbox import syscalls

# name: (x86_64, aarch64); None where the architecture does not have it.
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "delete_module": (176, 106),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "ioperm": (173, None),
    "iopl": (172, None),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "vhangup": (153, 58),
}
# Said not to exist, so that libraries do without. Memory made by these belongs to no process;
# clone3 hides its flags from a filter.
_UNKNOWN: dict[str, tuple[int, int]] = {
    "clone3": (435, 435),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "msgget": (68, 186),
    "shmget": (29, 194),
}
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_CLONE = (56, 220)
_SOCKET = (41, 198)
_NAMESPACES = 0x7E020080  # every CLONE_NEW… flag
_FAMILIES = (1, 2, 10, 16)  # local, IPv4, IPv6, netlink

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_AT_NUMBER, _AT_ARCHITECTURE, _AT_FIRST_ARGUMENT = 0, 4, 16
_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def apply() -> None:
    """Filter this process's system calls, and those of all it starts, from now on."""
    code = instructions(os.uname().machine)
    buffer = ctypes.create_string_buffer(code)
    program = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    syscalls.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program))


def instructions(machine: str) -> bytes:
    """Return the filter as the kernel's instructions; ``OSError`` for an unknown machine."""
    if machine not in _ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no filter of system calls is known for {machine}")
    column, architecture = _ARCHITECTURES[machine]
    code = [
        _one(_LOAD, _AT_ARCHITECTURE),
        _one(_EQUAL, architecture, 1, 0),
        _one(_RETURN, _KILL),
        _one(_LOAD, _AT_NUMBER),
        _one(_AT_LEAST, 0x40000000, 0, 1),  # the other numbering of x86_64
        _one(_RETURN, _ERROR | errno.EPERM),
    ]
    for table, error in ((_REFUSED, errno.EPERM), (_UNKNOWN, errno.ENOSYS)):
        for numbers in table.values():
            if numbers[column] is not None:
                code += [_one(_EQUAL, numbers[column], 0, 1), _one(_RETURN, _ERROR | error)]
    code += [
        _one(_EQUAL, _CLONE[column], 0, 4),
        _one(_LOAD, _AT_FIRST_ARGUMENT),
        _one(_ANY_BIT, _NAMESPACES, 0, 1),
        _one(_RETURN, _ERROR | errno.EPERM),
        _one(_RETURN, _ALLOW),
        _one(_EQUAL, _SOCKET[column], 0, len(_FAMILIES) + 2),
        _one(_LOAD, _AT_FIRST_ARGUMENT),
        *(
            _one(_EQUAL, family, len(_FAMILIES) - place, 0)
            for place, family in enumerate(_FAMILIES)
        ),
        _one(_RETURN, _ERROR | errno.EAFNOSUPPORT),
        _one(_RETURN, _ALLOW),
    ]
    return b"".join(code)


def _one(operation: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", operation, if_true, if_false, value)
