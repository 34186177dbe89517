"""Trees of Debian: made once from this machine's own archive, entered by one command at a time."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from installers.parts.system import as_root

# The mounts are seen by this one command alone and go with it.
_ENTER = """\
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
if [ -n "$2" ]; then mount --bind "$2" "$1/mnt"; fi
tree=$1; shift 2
exec chroot "$tree" "$@"
"""
_LONGEST = 400


class NoTreeError(Exception):
    """A tree cannot be had on this machine; the message says why."""


def make_tree(
    suite: str, place: Path, *, packages: Sequence[str] = (), architectures: Sequence[str] = ()
) -> None:
    """Make a small tree of ``suite`` at ``place``: a folder, or an archive where it ends in .tar.

    What breaks off never stands under its name.

    Raises:
        NoTreeError: mmdebstrap is not there, or refused.
    """
    if shutil.which("mmdebstrap") is None:
        raise NoTreeError("mmdebstrap is not installed")
    half = place.with_name(f"half-{place.name}")
    shutil.rmtree(half, ignore_errors=True)
    if half.is_file():
        half.unlink()
    place.parent.mkdir(parents=True, exist_ok=True)
    call = [*as_root(), "mmdebstrap", "--quiet", "--variant=minbase"]
    call += [f"--include={','.join(packages)}"] if packages else []
    call += [f"--architectures={','.join(architectures)}"] if architectures else []
    call += [suite, str(half), *_archive()]
    done = subprocess.run(call, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise NoTreeError(f"mmdebstrap: {done.stderr.strip()[-_LONGEST:]}")
    half.rename(place)


def _archive() -> Sequence[str]:
    """The Debian archive that this machine itself is installed from; none where it is another."""
    call = ["apt-get", "indextargets", "--format", "$(LABEL) $(REPO_URI)", "Created-By: Packages"]
    told = subprocess.run(call, check=True, capture_output=True, text=True).stdout.split("\n")
    return sorted({line.split()[1] for line in told if line.startswith("Debian ")})[:1]


def entering(tree: Path, *call: str, shown: Path | None = None) -> list[str]:
    """The words by which root runs ``call`` inside ``tree``, which sees ``shown`` as /mnt."""
    told = (str(tree), str(shown) if shown is not None else "")
    return ["unshare", "-m", "sh", "-ec", _ENTER, "sh", *told, *call]
