"""A Debian 13 tree with Wine in it, and running Windows programs there as if at a desk."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from installers.parts.system import install
from installers.parts.trees import NoTreeError, entering, make_tree

_PACKAGES = (
    *("wine", "wine64", "wine32:i386", "xvfb", "xauth", "imagemagick", "xdotool"),
    "fonts-dejavu-core",
)
_DISPLAY = ":138"
_LOOK = 0.05
# Where a program is looked for inside the tree, and what Wine shall not tell.
_ENVIRONMENT = (
    "HOME=/root",
    "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
    "LANG=C.UTF-8",
    "WINEDEBUG=-all",
    "XDG_RUNTIME_DIR=/tmp",
    f"DISPLAY={_DISPLAY}",
)


# What Wine says on its own account, of its services too: these die now and then.
_OF_WINE = re.compile(r"wine: |[0-9a-f]{4}:(err|warn|fixme|trace):|.*XDG_RUNTIME_DIR")
# The low eight bits, all that Linux sees, of the codes with which Windows ends a broken program:
# access violation, failed fast, illegal instruction, stack overflow.
_BROKEN = frozenset({0x05, 0x09, 0x1D, 0xFD})


class NoWineError(Exception):
    """Wine cannot be had on this machine; the message says why."""


class BrokenProgramError(OSError):
    """A program broke and was ended by Windows; the message is what was said about it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: exit code, everything it said, and what Wine added to that."""

    code: int
    said: str
    noise: str = ""

    @property
    def broken(self) -> bool:
        """Whether this program itself broke: none of ours, nor Windows' own, ends so by itself.

        A line of Wine's tells nothing: it may be about another program, and often none comes.
        """
        return self.code & 0xFF in _BROKEN


def ended(code: int, output: bytes) -> Ended:
    """How a program ended, its own words apart from Wine's."""
    lines = output.decode("utf-8", "replace").splitlines()
    own = [line for line in lines if not _OF_WINE.match(line)]
    noise = [line for line in lines if _OF_WINE.match(line)]
    return Ended(code, "\n".join(own), "\n".join(noise))


def tree_with_wine(place: Path) -> Path:
    """Return the tree that ``WINE_TREE`` names, or the one at ``place``, made when it is not there.

    Raises:
        NoWineError: no root, no mmdebstrap, no packages, or the named tree has no Wine.
    """
    if os.geteuid():
        raise NoWineError("only root may enter a tree")
    named = os.environ.get("WINE_TREE")
    tree = Path(named) if named else place
    if (tree / "usr/lib/wine").is_dir():
        return tree
    if named:
        raise NoWineError("the tree named by WINE_TREE has no Wine")
    if shutil.which("mmdebstrap") is None and shutil.which("apt-get") is not None:
        with suppress(subprocess.CalledProcessError):
            install(("mmdebstrap",))
    try:
        make_tree("trixie", tree, packages=_PACKAGES, architectures=("amd64", "i386"))
    except NoTreeError as reason:
        raise NoWineError(str(reason)) from reason
    return tree


@dataclass(frozen=True, slots=True)
class Desk:
    """One Windows of its own: a tree, a folder that it sees as /mnt, a prefix in it."""

    tree: Path
    folder: Path
    prefix: str = "prefix"
    bits: int = 64

    @property
    def drive(self) -> Path:
        """Drive C: as seen from here."""
        return self.folder / self.prefix / "drive_c"

    @property
    def account(self) -> Path:
        """The folder of the one account."""
        return self.drive / "users/root"

    def start(self, *call: str) -> subprocess.Popen[bytes]:
        """Start a program of the tree and do not wait; its input is a pipe, as Python needs."""
        told = [*_ENVIRONMENT, f"WINEPREFIX=/mnt/{self.prefix}", f"WINEARCH=win{self.bits}"]
        return subprocess.Popen(
            entering(self.tree, "/usr/bin/env", "-i", *told, *call, shown=self.folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self, *call: str, seconds: float = 180) -> Ended:
        """Run a program of the tree to its end.

        Raises:
            subprocess.TimeoutExpired: it did not end in time.
        """
        with self.start(*call) as process:
            try:
                said, _ = process.communicate(b"", timeout=seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        return ended(process.returncode, said)

    def wine(self, *call: str, seconds: float = 180) -> Ended:
        """Run a Windows program to its end.

        Raises:
            BrokenProgramError: it broke, whatever the caller makes of its exit code.
            subprocess.TimeoutExpired: it did not end in time.
        """
        done = self.run("wine", *call, seconds=seconds)
        if done.broken:
            raise BrokenProgramError(f"{call[0]}: {done.code}\n{done.noise}\n{done.said}")
        return done

    def inside(self, path: Path) -> str:
        """How the tree calls a file below ``folder``."""
        return f"/mnt/{path.relative_to(self.folder).as_posix()}"

    def on_drive_c(self, path: Path) -> str:
        """How Windows calls a file of drive C:."""
        return "C:\\" + path.relative_to(self.drive).as_posix().replace("/", "\\")

    @contextmanager
    def switched_on(self) -> Iterator[None]:
        """A screen and a running Windows, put away at the end."""
        screen = self.start("Xvfb", _DISPLAY, "-screen", "0", "1366x768x24", "-nolisten", "tcp")
        try:
            self.wine("wineboot", "-i")
            yield
        finally:
            self.run("wineserver", "-k", seconds=30)
            screen.terminate()
            screen.wait()

    def picture(self, name: str) -> Path:
        """Keep what stands on the screen as ``folder/pictures/name.png``."""
        path = self.folder / "pictures" / f"{name}.png"
        path.parent.mkdir(exist_ok=True)
        self.run("import", "-window", "root", self.inside(path))
        return path

    def until_window(self, title: str, *, seconds: float = 60) -> bool:
        """Wait for a visible window whose title matches; whether one came."""
        # Its own way of waiting looks once a second, too seldom for a time that is measured.
        look = f"until xdotool search --onlyvisible --name '{title}'; do sleep {_LOOK}; done"
        try:
            return self.run("sh", "-c", look, seconds=seconds).code == 0
        except subprocess.TimeoutExpired:
            return False

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.run("xdotool", "key", *keys)
