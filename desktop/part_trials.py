"""Whether every part of the program starts: each in a process of its own, with a time limit.

Stands on the standard library alone, so that it tells what is wrong whatever is missing.
"""

import contextlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from desktop import __version__
from desktop.own_files import looked_through
from desktop.private import private_words, redacted

PART_TEST = "part-of-self-test"
"""The call by which a part is started in a process of its own."""
SEEN_PARTS = frozenset({"window", "screen", "print", "icons"})
"""Those that Qt starts; the others know no window."""
PARTS = (
    *("libraries", "fonts", "icons", "store", "window", "screen", "backup", "keys", "search"),
    *("pdf", "preview", "print", "word", "excel", "exchange"),
)
SECONDS = 20.0
"""How long one part may take."""
_FACTS, _FAILED, _FAULT = "facts ", "failed ", 3
_LIBRARIES = (
    *("PySide6-Essentials", "sqlcipher3", "sqlite-utils", "cryptography", "pyrage"),
    *("reportlab", "python-docx", "openpyxl", "python-calamine", "pypdfium2", "babel"),
)
_LONGEST = 300
_NAMED = 12


@dataclass(frozen=True, slots=True)
class PartStarted:
    """One part of the program, and how long it took in seconds.

    ``reason`` says what the system said when it did not start; ``facts`` are what it told of this
    machine: fonts, screens.
    """

    name: str
    started: bool
    reason: str = ""
    seconds: float = 0.0
    facts: Mapping[str, str] | None = None


class PartFailedError(Exception):
    """A part started and did not do what it is for; the message says what."""


def start_every_part(
    parts: tuple[str, ...] = PARTS, *, seconds: float = SECONDS
) -> tuple[PartStarted, ...]:
    """Look through the program's files, and use each part once, whatever became of the others."""
    with _scratch() as folder:
        return _files(), *(_tried(name, folder, seconds=seconds) for name in parts)


def answered(start: Callable[[], Mapping[str, str] | None]) -> int:
    """Start a part in this process, and tell who asked; the exit code is 0 when it is well."""
    try:
        facts = start()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong here is what was asked for
        return told_failed(error)
    return _tell(_FACTS, dict(facts or {}))


def told_failed(error: BaseException) -> int:
    """Tell who asked why a part failed."""
    _tell(_FAILED, f"{type(error).__name__}: {error}")
    return _FAULT


def _tell(head: str, value: object) -> int:
    sys.stdout.write(f"{head}{json.dumps(value)}\n")
    sys.stdout.flush()
    return 0


def report_text(parts: tuple[PartStarted, ...]) -> str:
    """What a helper far away reads: versions, system, and every part with its time.

    No data, no names, no paths of the user are in it.
    """
    whole = all(part.started for part in parts)
    lines = [*(f"{name}: {value}" for name, value in versions().items())]
    lines += [f"self-test: {'ok' if whole else 'FAILED'}"]
    for part in parts:
        state = "ok" if part.started else f"FAILED {part.reason}"
        lines.append(f"{part.name}: {state} ({part.seconds:.2f} s)")
        lines += [f"  {name}: {value}" for name, value in (part.facts or {}).items()]
    return redacted("\n".join(lines) + "\n", private_words())


def bare_self_test(arguments: list[str], error: BaseException) -> int:
    """The self-test where the commands themselves do not start, because of ``error``.

    It understands ``--output`` alone. Where that file cannot be written the text is printed only.
    """
    reason = redacted(f"{type(error).__name__}: {error}", private_words())
    text = report_text((PartStarted("commands", False, reason), *start_every_part()))
    with contextlib.suppress(AttributeError, OSError, ValueError):  # a window has nowhere to print
        sys.stdout.write(text)
    if name := _output_of(arguments):
        with contextlib.suppress(OSError):
            Path(name).write_text(text, encoding="utf-8")
    return _FAULT


def _output_of(arguments: list[str]) -> str:
    for place, word in enumerate(arguments):
        if word == "--output":
            return "".join(arguments[place + 1 : place + 2])
        if word.startswith("--output="):
            return word.partition("=")[2]
    return ""


def versions() -> dict[str, str]:
    """The versions of program, system and libraries; no name of a machine."""
    return {
        "so138": __version__,
        "system": f"{platform.system()} {platform.release()} {platform.version()}",
        "machine": platform.machine(),
        "python": platform.python_version(),
        **{name: _version_of(name) for name in _LIBRARIES},
    }


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for everything the parts leave; Windows lets go of a killed one's files late."""
    folder = Path(tempfile.mkdtemp(prefix="so138-"))
    try:
        (folder / "temporary").mkdir()
        yield folder
    finally:
        for _again in range(20):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.1)


def _files() -> PartStarted:
    """The files of the program, each read and compared with the list it came with."""
    begun = time.perf_counter()
    found = looked_through()
    wrong = [f"missing: {name}" for name in found.missing]
    wrong += [f"changed: {name}" for name in found.changed]
    more = f"; and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
    facts = {"listed": str(found.listed) if found.listed else "no list"}
    if found.exchanged:
        facts["exchanged"] = ", ".join(found.exchanged[:_NAMED])
    reason = "; ".join(wrong[:_NAMED]) + more
    return PartStarted("files", not wrong, reason, time.perf_counter() - begun, facts)


def _tried(name: str, folder: Path, *, seconds: float) -> PartStarted:
    begun = time.perf_counter()
    reason, facts = "", None
    try:
        facts = _in_process_of_its_own(name, folder, seconds=seconds)
    except (OSError, ValueError, PartFailedError) as error:
        reason = redacted(str(error), private_words()) or type(error).__name__
    return PartStarted(name, not reason, reason, time.perf_counter() - begun, facts)


def _in_process_of_its_own(name: str, folder: Path, *, seconds: float) -> Mapping[str, str]:
    if name == "screen" and not _has_screen():
        return {"screens": "0"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "desktop", PART_TEST, name, str(folder)],
            env=_environment(name, folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise PartFailedError(f"no end after {seconds:.0f} s {_end_of(late.stderr)}") from late
    for line in reversed(done.stdout.decode("utf-8", "replace").splitlines()):
        if line.startswith(_FAILED):
            raise PartFailedError(json.loads(line[len(_FAILED) :]))
        if line.startswith(_FACTS) and not done.returncode:
            found = json.loads(line[len(_FACTS) :])
            return {str(key): str(value) for key, value in found.items()}
    raise PartFailedError(f"exit code {done.returncode} {_end_of(done.stderr)}")


def _has_screen() -> bool:
    known = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform != "linux" or any(map(os.environ.get, known))


def _environment(name: str, folder: Path) -> dict[str, str]:
    """What the process is told: where its own things go, and where the program's libraries lie.

    The plain Python of a Debian does not look into /usr/lib/so138 by itself.
    """
    temporary = str(folder / "temporary")
    told = {"PYTHONPATH": os.pathsep.join(one for one in sys.path if one), "PYTHONUTF8": "1"}
    told |= dict.fromkeys(("TEMP", "TMP", "TMPDIR"), temporary)
    told |= {"SO138_LOGS": str(folder / "logs")}
    told |= {"SO138_SETTINGS": str(folder / "settings" / "window.json")}
    # Printers are asked for over a connection, which nothing of the program may open.
    told |= {"CUPS_SERVER": str(folder / "no-printers")}
    if name in SEEN_PARTS - {"screen"}:
        told["QT_QPA_PLATFORM"] = "offscreen"
    return {**os.environ, **told}


def _end_of(said: bytes | str | None) -> str:
    """The last lines of what a process said before it ended."""
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said or ""
    return " / ".join(line.strip() for line in text.splitlines()[-3:] if line.strip())[-_LONGEST:]
