"""Classes that stand in the tests' room for a student's: of proxies, and of exceptions."""

import builtins
import sys
import types
from typing import Any

from labkit.grading.rooms.operators import DATA
from labkit.grading.rooms.remote import Remote, proxy, proxy_type

_MODULES = ("torch.nn.modules.", "torch.optim.")
_ERRORS = ("numpy", "torch", "json", "decimal", "dataclasses", "queue", "_queue", "struct", "zlib")
_ERRORS = (*_ERRORS, "pickle", "_pickle", "subprocess", "csv", "_csv", "re", "copy", "fractions")
_CODE = (types.FunctionType, types.GeneratorType)
_GROUP = getattr(builtins, "ExceptionGroup", ())  # Python 3.11
_BUILTIN = {f"builtins:{kind.__name__}": kind for kind in (*DATA[1:], *_CODE)}
_BUILTIN |= {"enum:Enum": sys.modules["enum"].Enum}


class RoomEnded(BaseException):
    """The student's room stopped answering, or its code raised what no test may catch."""


class Kinds:
    """Makes them, each class once."""

    def __init__(self, link: Any, shared: dict[str, Any]) -> None:
        """``shared`` holds the names that both rooms have from the same locked cells."""
        self._link, self._shared = link, shared
        self._types: dict[tuple, type] = {}
        self._errors: dict[int, type] = {}
        self._numbers: dict[type, int] = {}
        self._proxies: dict[int, Remote] = {}

    def proxy(self, about: dict, made: bool) -> Any:
        """Return what stands for an object: always the same for the same one."""
        if "kin" in about:
            return self.error(about["kin"])
        number = about["handle"]
        if number not in self._proxies:
            base = self._claimed(about["bases"])
            key = about["kind"], str(about["type"]), base
            if key not in self._types:
                claimed = None if about["class"] else base
                self._types[key] = proxy_type(key[1], about["offered"], key[0], claimed)
            self._proxies[number] = proxy(self._link, about, self._types[key], made, base)
        return self._proxies[number]

    def number(self, value: Any) -> int | None:
        """Return the student's number of a class or object of exceptions, if it has one."""
        if isinstance(value, type):
            return self._numbers.get(value)
        return getattr(value, "_remote_number", None) if type(value) in self._numbers else None

    def error(self, kin: dict) -> type:
        """Return the class of exceptions like a student's: ``except`` works as at home."""
        known = self._known_error(kin["where"])
        if known is not None:
            return known
        number = kin["handle"]
        if number not in self._errors:
            if not kin["parents"]:
                return RoomEnded
            parents = [self.error(parent) for parent in kin["parents"]]
            name = kin["where"].partition(":")[2]
            space = {"__module__": "builtins", "__getattr__": lambda *args: self._attribute(*args)}
            try:
                made = type(name, tuple(parents), space)
            except TypeError:  # parents that do not go together
                made = type(name, (parents[0],), space)
            self._errors[number] = made
            self._numbers[made] = number
        return self._errors[number]

    def _attribute(self, error: BaseException, name: str) -> Any:
        number = error.__dict__.get("_remote_number")
        if number is None or name.startswith("_"):
            raise AttributeError(name)
        return self._link.ask("attribute", error, name)

    def _known_error(self, where: str) -> type | None:
        module, _, name = where.partition(":")
        if module == "__main__":
            found = self._shared.get(name)
        elif module == "builtins" or module.split(".")[0] in _ERRORS:
            found = sys.modules.get(module)
            for part in name.split("."):
                found = getattr(found, part, None)
        else:
            return None
        fine = isinstance(found, type) and issubclass(found, Exception | SystemExit)
        # A group needs exceptions in it.
        return (Exception if issubclass(found, _GROUP) else found) if fine else None

    def _claimed(self, bases: list[str]) -> type | None:
        """Return the first class in a list of names that both rooms know."""
        for where in bases:
            module, _, name = where.partition(":")
            if where in _BUILTIN:
                return _BUILTIN[where]
            found = None
            if module == "__main__":
                found = self._shared.get(name)
            elif module.startswith(_MODULES):
                found = getattr(sys.modules.get(module), name, None)
            if isinstance(found, type):
                return found
        return None
