"""Loads the program's modules out of one file, where four hundred small ones would be opened.

Opening a file costs more on Windows than anything that stands in it: scanners look at each. The
modules keep their names, places and resources; only their bytecode lies in ``modules.bin``, which
``installers.windows.bytecode`` writes: length of the index, index, bytecode of all modules.
"""

import _thread
import marshal
import sys
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_LENGTH = 8
# Of "…\\app\\python\\sitecustomize.pyc"; elsewhere, where slashes lean forward, nothing is set up.
_APP = __file__.rpartition("\\")[0].rpartition("\\")[0]


class Packed:
    """The finder: knows which modules lie in the file, and where."""

    def __init__(self, folder: str, separator: str = "\\") -> None:
        self.folder, self.separator = folder, separator
        self._file = open(folder + separator + "modules.bin", "rb", buffering=0)  # noqa: PTH123, SIM115
        size = int.from_bytes(self._file.read(_LENGTH), "little")
        self._index: dict[str, tuple[int, int, bool]] = marshal.loads(  # noqa: S302 our own file
            self._file.read(size)
        )
        self._start = _LENGTH + size
        self._alone = _thread.allocate_lock()

    def find_spec(
        self, name: str, path: "Sequence[str] | None" = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """What the import system asks for; None: another finder may know it."""
        del path, target
        if name not in self._index:
            return None
        package = self._index[name][2]
        place = self.folder + self.separator + name.replace(".", self.separator)
        file = place + self.separator + "__init__.pyc" if package else place + ".pyc"
        loader = OneModule(self, file)
        spec = ModuleSpec(name, loader, origin=file, is_package=package)  # type: ignore[arg-type]
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(place)
        return spec

    def code(self, name: str) -> CodeType:
        """The bytecode of a module; two threads may ask at once."""
        start, size, _ = self._index[name]
        with self._alone:
            self._file.seek(self._start + start)
            data = self._file.read(size)
        code = marshal.loads(data)  # noqa: S302 our own file
        assert isinstance(code, CodeType)  # noqa: S101 the builder put nothing else there
        return code


class OneModule:
    """The loader of one module."""

    def __init__(self, packed: Packed, path: str) -> None:
        self._packed, self.path = packed, path

    def create_module(self, spec: ModuleSpec) -> None:
        """The usual kind of module will do."""

    def exec_module(self, module: ModuleType) -> None:
        """Fill the module by running its bytecode."""
        exec(self._packed.code(module.__name__), module.__dict__)  # noqa: S102 this is an importer

    def get_code(self, name: str) -> CodeType:
        """What ``python -m`` asks for."""
        return self._packed.code(name)

    def get_filename(self, name: str) -> str:
        """Where the module says that it lies."""
        del name
        return self.path

    def get_source(self, name: str) -> None:
        """The source does not come along."""

    def get_resource_reader(self, name: str) -> object:
        """Files beside the module are ordinary files."""
        from importlib.readers import FileReader

        del name
        return FileReader(self)  # type: ignore[arg-type]  # it asks for .path alone


if _APP:
    # After the finders of built-in modules, before the one that searches folders.
    sys.meta_path.insert(2, Packed(_APP + "\\lib"))
