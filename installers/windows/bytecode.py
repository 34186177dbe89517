"""Python source turned into bytecode of the Python that is shipped, and the source left out.

The program starts faster, and a folder that nobody may write to needs no cache. The modules are
then put into one file; see ``sitecustomize.py``, which reads it.
"""

import marshal
import os
import shutil
import subprocess
from pathlib import Path

from installers.parts.system import as_root
from installers.parts.trees import NoTreeError, entering, make_tree

_MAGIC_OF = "import sys; sys.exit(sys.version_info[:2] != (3, 13))"
# Ordinary folders: Qt, so that another build of it may take its place, and data with a package.
_STAYS = frozenset({"PySide6", "shiboken6", "tzdata"})
_HEADER = 16
# These tell what is missing, so they stand beside the one file as well: it may be the missing one.
_LOOSE = frozenset(
    f"desktop{name}"
    for name in ("", ".__main__", ".starting", ".part_trials", ".own_files", ".private")
)


class NoCompilerError(Exception):
    """Nowhere on this machine is a Python 3.13, and none could be had."""


def compiled(folder: Path, *, work: Path) -> None:
    """Replace every .py below ``folder`` by its .pyc, which names no folder of this machine.

    Raises:
        NoCompilerError: no Python 3.13 can be had.
        subprocess.CalledProcessError: a file does not compile.
    """
    python, tree = _python(work)
    inside = Path("/mnt") if tree else folder
    # One process and one seed: the same source gives the same bytes.
    call = [python, "-I", "-m", "compileall", "-q", "-b", "-f", "-j", "1", "-s", str(inside)]
    call += ["--invalidation-mode", "unchecked-hash", str(inside)]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    if tree is None:
        subprocess.run(call, check=True, env=environment)
    else:
        _run_in(tree, call, folder, environment)
    for source in folder.rglob("*.py"):
        source.unlink()


def packed(folder: Path) -> None:
    """Move the modules below ``folder`` into ``folder/modules.bin``; other files stay.

    Those that tell of missing files are in both places.
    """
    modules = {name: path for path in folder.rglob("*.pyc") if (name := _module_of(path, folder))}
    index: dict[str, tuple[int, int, bool]] = {}
    codes: list[bytes] = []
    place = 0
    for name, path in sorted(modules.items()):
        code = path.read_bytes()[_HEADER:]
        index[name] = (place, len(code), path.stem == "__init__")
        codes.append(code)
        place += len(code)
    # Version 2 writes the same bytes for the same values, however they came about.
    told = marshal.dumps(index, 2)
    data = len(told).to_bytes(8, "little") + told + b"".join(codes)
    (folder / "modules.bin").write_bytes(data)
    for name, path in modules.items():
        if name not in _LOOSE:
            path.unlink()
    for empty in sorted(folder.rglob("*"), reverse=True):
        if empty.is_dir() and not any(empty.iterdir()):
            empty.rmdir()


def _module_of(path: Path, folder: Path) -> str:
    """The dotted name of a module; empty where it stays a file of its own."""
    inside = path.relative_to(folder).with_suffix("")
    parts = inside.parts[:-1] if inside.name == "__init__" else inside.parts
    if not parts or parts[0] in _STAYS or not all(part.isidentifier() for part in parts):
        return ""
    above = (folder.joinpath(*parts[:end]) for end in range(1, len(parts)))
    # Below a folder that is no package the usual search has to find it.
    return ".".join(parts) if all((one / "__init__.pyc").is_file() for one in above) else ""


def _run_in(tree: Path, call: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Run ``call`` inside a tree that sees ``folder`` as /mnt."""
    # What is written belongs to whoever builds, also where only sudo may enter the tree.
    own = ("setpriv", f"--reuid={os.getuid()}", f"--regid={os.getgid()}", "--clear-groups")
    seed = f"PYTHONHASHSEED={environment['PYTHONHASHSEED']}"
    words = entering(tree, *own, "/usr/bin/env", seed, *call, shown=folder)
    subprocess.run([*as_root(), *words], check=True)


def _python(work: Path) -> tuple[str, Path | None]:
    """A Python 3.13: the one on PATH, else one in a small Debian 13 tree of its own."""
    if (found := _of_this_machine()) is not None:
        return found, None
    tree = work.parent / "trees/python313"
    if not (tree / "usr/bin/python3.13").exists():
        _make_tree(tree)
    return "/usr/bin/python3.13", tree


def packages_missing() -> tuple[str, ...]:
    """The Debian packages that a tree with a Python 3.13 needs, where one is needed and lacking."""
    if _of_this_machine() is not None or shutil.which("mmdebstrap") is not None:
        return ()
    return ("mmdebstrap",)


def _of_this_machine() -> str | None:
    for name in (os.environ.get("PYTHON313", ""), "python3.13"):
        found = shutil.which(name) if name else None
        if found and _is_of_version(found):
            return found
    return None


def _is_of_version(python: str) -> bool:
    """Whether it runs, and writes the bytecode that the shipped Python reads."""
    call = [python, "-c", _MAGIC_OF]
    return not subprocess.run(call, check=False, capture_output=True).returncode


def _make_tree(tree: Path) -> None:
    if os.geteuid() and not as_root():
        raise NoCompilerError("python3.13")
    shutil.rmtree(tree, ignore_errors=True)
    try:
        make_tree("trixie", tree, packages=("python3.13",))
    except NoTreeError as reason:
        raise NoCompilerError(f"python3.13: {reason}") from reason
