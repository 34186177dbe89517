"""``python -m installers.debian.trial``: the package in clean trees of Debian 12 and 13.

An older package is installed and used, the new one takes its place, its window is looked at, and
it is removed; the register stays what it was all the way. ``SKIP_TREES=1`` lets a machine without
trees pass, in words.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from installers.debian.package import file_name
from installers.debian.screen import screen, wait_for_picture
from installers.debian.trees import SUITES, USER, Tree, clean_tree
from installers.parts.release import ROOT, release_of
from installers.parts.settling import files_in
from installers.parts.trees import NoTreeError

_OLDER = "0.0.1"
_STALE = "usr/lib/so138/desktop/stale.py"
_DATA = f"/home/{USER}/.local/share/so138"
_MONTH = "2026-09"
_WINDOW_SECONDS = 60


class TrialFailedError(Exception):
    """A step did not end as it should; the message says which and what was said."""


class Trial:
    """One package in one tree, step by step."""

    def __init__(self, tree: Tree, *, package: Path, older: Path, version: str) -> None:
        self._tree, self._version = tree, version
        for deb in (package, older):
            shutil.copy(deb, tree.inside("/root"))
        self._package, self._older = f"/root/{package.name}", f"/root/{older.name}"
        self._data, self._report = "", b""

    def steps(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        """What is done, in order; each step returns a word about what it saw."""
        return (
            ("install an older package", self.install_older),
            ("every library finds what it needs", self.libraries),
            ("self-test", self.self_test),
            ("practice commune and its report", self.sample),
            ("upgrade", self.upgrade),
            ("window", self.window),
            ("an older package is refused", self.downgrade),
            ("remove", self.remove),
        )

    def install_older(self) -> str:
        """With apt, which brings what the package depends on and nothing else."""
        begun = time.monotonic()
        self._done("apt-get", "install", "-q", "-y", "--no-install-recommends", self._older)
        return f"{time.monotonic() - begun:.0f} s"

    def libraries(self) -> str:
        """Nothing that is shipped asks for a library that is not there."""
        script = (
            "find /usr/lib/so138 -name '*.so*' -type f -exec ldd {} + 2>/dev/null"
            " | grep 'not found' | sort -u"
        )
        found = self._tree.run("sh", "-c", script)
        if found.text.strip():
            raise TrialFailedError(found.text)
        return "all"

    def self_test(self) -> str:
        """As an ordinary user, on a machine without a screen."""
        self._as_user("so138", "self-test", "--output", f"/home/{USER}/self-test.txt")
        text = self._tree.inside(f"/home/{USER}/self-test.txt").read_text(encoding="utf-8")
        if "self-test: ok" not in text or USER in text:
            raise TrialFailedError(text)
        return next(line for line in text.splitlines() if "usable after" in line).strip()

    def sample(self) -> str:
        """The register goes where it goes by itself: into the user's own folder."""
        self._as_user("so138", "sample")
        self._report = self._made_report()
        self._data = self._digest()
        return f"{len(self._report)} bytes of PDF"

    def upgrade(self) -> str:
        """The new package leaves nothing of the older one, and the register as it is."""
        if not self._tree.inside(_STALE).is_file():
            raise TrialFailedError("the older package has no stale file: the test tests nothing")
        self._done("apt-get", "install", "-q", "-y", "--no-install-recommends", self._package)
        if self._tree.inside(_STALE).exists():
            raise TrialFailedError("a file of the older package is left")
        self._same_data("the upgrade")
        said = self._as_user("so138", "--version")
        if said.strip() != f"so138 {self._version}":
            raise TrialFailedError(said)
        if self._made_report() != self._report:
            raise TrialFailedError("the same month gives another report")
        self._data = self._digest()
        return "same report, same data"

    def window(self) -> str:
        """The window opens on the register; a picture of it is kept."""
        picture = self._tree.folder.with_name(f"{self._tree.suite}-window.png")
        with screen() as display:
            call = self._tree.call("so138", user=USER, more={"DISPLAY": display})
            begun = time.monotonic()
            with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as program:
                seen = wait_for_picture(display, picture, seconds=_WINDOW_SECONDS)
                took = time.monotonic() - begun
                running = program.poll() is None
                program.terminate()
                said = program.communicate()[1]
        if not (seen and running):
            raise TrialFailedError(f"no window: {said}")
        self._data = self._digest()
        return f"{picture.relative_to(ROOT)}, {took:.1f} s"

    def downgrade(self) -> str:
        """apt keeps the newer one unless it is told otherwise."""
        done = self._tree.run("apt-get", "install", "-q", "-y", self._older)
        if not done.code:
            raise TrialFailedError("an older package took the place of the newer one")
        return "refused"

    def remove(self) -> str:
        """Everything the package brought goes; what the user made stays."""
        self._done("apt-get", "purge", "-q", "-y", "so138")
        for path in ("/usr/lib/so138", "/usr/bin/so138", "/usr/share/doc/so138"):
            if self._tree.inside(path).exists():
                raise TrialFailedError(f"{path} is left")
        self._same_data("removing")
        return "data kept"

    def _made_report(self) -> bytes:
        path = f"/home/{USER}/report.pdf"
        self._as_user("so138", "report", "month", "--period", _MONTH, "--output", path)
        return self._tree.inside(path).read_bytes()

    def _digest(self) -> str:
        folder = self._tree.inside(_DATA)
        found = hashlib.sha256()
        for path in files_in(folder):
            found.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
        return found.hexdigest()

    def _same_data(self, step: str) -> None:
        if self._digest() != self._data:
            raise TrialFailedError(f"{step} changed the data")

    def _as_user(self, *command: str) -> str:
        return self._done(*command, user=USER)

    def _done(self, *command: str, user: str = "") -> str:
        done = self._tree.run(*command, user=user)
        if done.code:
            raise TrialFailedError(f"{' '.join(command)}: {done.code}\n{done.text[-2000:]}")
        return done.text


def older_package(package: Path, *, work: Path) -> Path:
    """The same package under an older version, with one file more; packed quickly."""
    folder, path = work / "older", work / f"so138_{_OLDER}_amd64.deb"
    shutil.rmtree(folder, ignore_errors=True)
    unpack = ["dpkg-deb", "-R", str(package), str(folder)]
    subprocess.run(unpack, check=True)
    control = folder / "DEBIAN/control"
    lines = control.read_text(encoding="utf-8").splitlines(keepends=True)
    lines = [f"Version: {_OLDER}\n" if one.startswith("Version:") else one for one in lines]
    control.write_text("".join(lines), encoding="utf-8")
    (folder / _STALE).write_text("", encoding="utf-8")
    call = ["dpkg-deb", "-Znone", "--root-owner-group", "-b", str(folder), str(path)]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder)
    return path


def try_in(suite: str, *, package: Path, older: Path, work: Path, version: str) -> None:
    """Go through all steps in a fresh tree, and say each.

    Raises:
        TrialFailedError: the first step that fails. NoTreeError: there is no tree.
    """
    tree = clean_tree(suite, work=work)
    trial = Trial(tree, package=package, older=older, version=version)
    for name, step in trial.steps():
        print(f"{SUITES[suite]}: {name}: ", end="", flush=True)
        print(step())
    shutil.rmtree(tree.folder)


def main(suites: list[str]) -> int:
    """Try the package of ``dist`` in the named suites, or in all."""
    release = release_of()
    package, work = ROOT / "dist" / file_name(release), ROOT / "build/trees"
    work.mkdir(parents=True, exist_ok=True)
    older = older_package(package, work=work)
    try:
        for suite in suites or SUITES:
            try_in(suite, package=package, older=older, work=work, version=release.version)
    except NoTreeError as error:
        print(f"No tree to try the package in. {error}")
        skipped = os.environ.get("SKIP_TREES") == "1"
        print("Skipped, as told." if skipped else "SKIP_TREES=1 skips this test.")
        return 0 if skipped else 1
    except TrialFailedError as error:
        print(f"FAILED\n{error}")
        return 1
    finally:
        older.unlink(missing_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
