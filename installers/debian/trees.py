"""Clean Debian trees to try the package in: made once, unpacked anew for every trial."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installers.parts.trees import NoTreeError, entering, make_tree

SUITES = {"bookworm": "Debian 12", "trixie": "Debian 13"}
USER = "lan"

_NEEDED = ("mmdebstrap", "unshare", "chroot", "tar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How a command in a tree ended, and all that it said."""

    code: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A tree that is unpacked at ``folder``."""

    suite: str
    folder: Path

    def run(self, *command: str, user: str = "", more: Mapping[str, str] | None = None) -> Done:
        """Run a command inside, as root or as ``user``, with a bare environment."""
        done = subprocess.run(
            self.call(*command, user=user, more=more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        return Done(code=done.returncode, text=done.stdout)

    def call(
        self, *command: str, user: str = "", more: Mapping[str, str] | None = None
    ) -> list[str]:
        """The words that run a command inside, for who starts it otherwise."""
        home = f"/home/{user}" if user else "/root"
        told = {"HOME": home, "LANG": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        told |= {"DEBIAN_FRONTEND": "noninteractive"} | dict(more or {})
        words = [f"{name}={value}" for name, value in told.items()]
        as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
        inside = (*words, *(as_user if user else ()), *command)
        return entering(self.folder, "/usr/bin/env", "-i", *inside)

    def inside(self, path: str) -> Path:
        """A path of the tree, seen from outside."""
        return self.folder / path.lstrip("/")


def clean_tree(suite: str, *, work: Path) -> Tree:
    """Unpack a tree of ``suite`` with a user and nothing else; made at the first time.

    Raises:
        NoTreeError: this machine cannot make one.
    """
    _refuse_machine()
    work.mkdir(parents=True, exist_ok=True)
    kept, folder = work / f"{suite}.tar", work / suite
    if not kept.is_file():
        make_tree(suite, kept)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    _try(["tar", "-xpf", str(kept), "-C", str(folder)])
    resolver = Path("/etc/resolv.conf")
    if resolver.is_file():
        shutil.copy(resolver, folder / "etc/resolv.conf")
    tree = Tree(suite=suite, folder=folder)
    made = tree.run("useradd", "--create-home", USER)
    updated = tree.run("apt-get", "update", "-q")
    if made.code or updated.code:
        raise NoTreeError((made.text + updated.text).strip()[-400:])
    return tree


def _refuse_machine() -> None:
    if os.geteuid() != 0:
        raise NoTreeError("Only root can enter a tree.")
    if missing := [one for one in _NEEDED if shutil.which(one) is None]:
        raise NoTreeError(f"Not installed: {', '.join(missing)}.")


def _try(call: Sequence[str]) -> None:
    done = subprocess.run(call, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise NoTreeError(f"{call[0]}: {done.stderr.strip()[-400:]}")
