"""Where things lie: shipped resources, the data folder, settings and logs."""

import contextlib
import os
import re
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

_APP = "so138"
_INI = "so138.ini"
# Explorer hides endings: who types the name in full there makes the second one.
_PORTABLE = ("du-lieu-tai-day.txt", "du-lieu-tai-day.txt.txt")
GROUP_UMASK = 0o007
"""New files in a shared folder: the group writes, nobody else reads."""
_HERE = Path(__file__).resolve().parent

# Folder names that the synchronising programs choose themselves.
_SYNCED_NAME = (
    r"^(onedrive( ?-.*)?|dropbox( \(.*\))?|google ?drive|my drive|drive của tôi|googledrive-.*"
    r"|icloud ?drive|iclouddrive|com~apple~clouddocs|mobile documents|zalo received files"
    r"|nextcloud|owncloud|megasync|mega|box sync|yandex\.?disk)$"
)
_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "fuse.sshfs", "9p", "webdav"}
)
# Windows gives these names to devices, whatever ending follows them.
_DEVICE = re.compile(
    r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ .]*(\.|$)", re.IGNORECASE
)
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
# What cannot be seen, or turns the line round: "bao-cao\u202efdp.exe" shows as "bao-caoexe.pdf".
_NOT_SEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_REMOVABLE_ROOTS = ("/media/", "/run/media/", "/mnt/usb", "/Volumes/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """One mounted file system: its folder, device, type and comma-separated options."""

    folder: str
    device: str
    kind: str
    options: str


def resource(name: str) -> Path:
    """Return the shipped file or folder ``name`` ("fonts/inter"); FileNotFoundError if absent."""
    for root in (_HERE / "_resources", _HERE.parent / "resources"):
        found = root / name
        if found.exists():
            return found
    raise FileNotFoundError(f"resource not shipped: {name}")


def takes_any_system(name: str) -> bool:
    """Whether every system and stick takes a file of this name, and shows it as it is.

    Windows knows names of devices (CON, nul.txt), drops a dot or blank at the end, and refuses
    some signs; letters that cannot be seen hide what a file is.
    """
    if not name or name[-1] in ". " or name in {".", ".."}:
        return False
    return not (_DEVICE.match(name) or _NOT_IN_NAMES.search(name) or _NOT_SEEN.search(name))


def default_data_folder() -> Path:
    """Return the data folder of a start that names none.

    The variable ``SO138_DATA`` first; then what so138.ini names, the folder that several accounts
    share; then ``du-lieu`` beside a portable program that was told to keep its data there; else
    the account's own.
    """
    named = os.environ.get("SO138_DATA")
    if named:
        return Path(named)
    return shared_data_folder() or _portable("du-lieu") or own_data_folder()


def own_data_folder() -> Path:
    """Return the data folder of this account alone, where the platform wants it."""
    import platformdirs

    return platformdirs.user_data_path(_APP, appauthor=False)


def shared_data_folder() -> Path | None:
    """Return the folder that so138.ini in the program's folder names, or None.

    The launcher names the program's folder in ``SO138_HOME``. Under ``[data]`` stands
    ``folder=``; variables of the system, written %NAME% or $NAME, are put in, and what does not
    begin at a root begins at the program's folder.
    """
    home = _home()
    named = _ini_value(_text_of(home / _INI), section="data", key="folder") if home else ""
    return home / _with_variables(named) if home and named else None


def common_data_folder() -> Path | None:
    """Return where the setup file puts a shared register on Windows, told or not; else None."""
    every = os.environ.get("PROGRAMDATA")
    return Path(every) / "So138" if every else None


def known_data_folders(folder: Path) -> tuple[Path, ...]:
    """Return the other places where a register of this PC may lie, seen from ``folder``.

    Who begins in an empty folder is told of these first, so that no second register is begun
    beside one that is there.
    """
    known = (shared_data_folder(), common_data_folder(), own_data_folder())
    return tuple(dict.fromkeys(one for one in known if one is not None and one != folder))


def group_folder() -> Path | None:
    """Return the shared data folder where its group may write on a system of users and groups.

    On Windows the setup file gives the right, and files take it from their folder.
    """
    shared = shared_data_folder()
    if shared is None or sys.platform == "win32":
        return None
    try:
        mode = shared.stat().st_mode
    except OSError:
        return None
    return shared if mode & stat.S_IWGRP else None


def give_to_group(folder: Path) -> None:
    """Let the group write what this account made in ``folder``; the others' files stay theirs.

    A file that goes away meanwhile keeps none of the others from it.
    """
    for inside, folders, names in os.walk(folder):
        for name in (*folders, *names):
            with contextlib.suppress(OSError):
                _open_to_group(Path(inside, name))


def _open_to_group(path: Path) -> None:
    found = path.lstat()
    if found.st_uid == os.getuid() and not found.st_mode & stat.S_IWGRP:
        path.chmod(stat.S_IMODE(found.st_mode) | stat.S_IRGRP | stat.S_IWGRP)


def account_marks() -> Path | None:
    """Return the folder of marks by which accounts of one PC know of each other's registers.

    On Windows alone, below the folder of all accounts; ``SO138_ACCOUNTS`` names another one.
    """
    named = os.environ.get("SO138_ACCOUNTS")
    if named:
        return Path(named)
    every = os.environ.get("PROGRAMDATA")
    return Path(every) / "So138-tai-khoan" if every else None


def mark_of(folder: Path) -> str:
    """Return what tells a folder from others and says nothing of it, however its path is written.

    Sixteen hexadecimal digits, for the names of files.
    """
    from hashlib import sha256

    return sha256(os.fsencode(os.path.normcase(folder.absolute()))).hexdigest()[:16]


def _home() -> Path | None:
    """The folder of the installed program's launchers; None in a checkout."""
    named = os.environ.get("SO138_HOME")
    return Path(named) if named else None


def _portable(name: str) -> Path | None:
    """A place beside the program, where the mark lies that asks for it."""
    home = _home()
    told = home is not None and any((home / mark).is_file() for mark in _PORTABLE)
    return home / name if home and told else None


def _text_of(path: Path) -> str:
    """A small text file in whatever encoding the editors of Windows write; "" when absent."""
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("mbcs" if sys.platform == "win32" else "latin-1", errors="replace")


def _ini_value(text: str, *, section: str, key: str) -> str:
    """What a key says in a section; a line that is none of both spoils nothing."""
    inside = False
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            inside = line.strip("[] ").lower() == section
        name, equals, value = line.partition("=")
        if inside and equals and name.strip().lower() == key:
            return value.strip().strip('"')
    return ""


def _with_variables(text: str) -> str:
    """Put the system's variables in; one that is not known stays as it is written."""
    filled = re.sub(r"%([^%]+)%", lambda found: os.environ.get(found[1], found[0]), text)
    return os.path.expandvars(filled)


def settings_file() -> Path:
    """Return the window settings file: ``SO138_SETTINGS``, else in the user's config folder."""
    named = os.environ.get("SO138_SETTINGS")
    if named:
        return Path(named)
    beside = _portable("cai-dat")
    if beside is not None:
        return beside / "window.json"
    if sys.platform == "win32":
        return _beside_data("window") / "window.json"
    import platformdirs

    return platformdirs.user_config_path(_APP, appauthor=False) / "window.json"


def log_folder() -> Path:
    """Return the folder of log and crash files: ``SO138_LOGS``, else the platform's."""
    named = os.environ.get("SO138_LOGS")
    if named:
        return Path(named)
    beside = _portable("nhat-ky")
    if beside is not None:
        return beside
    if sys.platform == "win32":
        return _beside_data("logs")
    import platformdirs

    return platformdirs.user_log_path(_APP, appauthor=False)


def _beside_data(name: str) -> Path:
    """A folder of this account on Windows, which has one place for data, settings and logs.

    A register is begun in an empty folder only: what lies before it goes beside it.
    """
    own = own_data_folder()
    return own.with_name(f"{own.name}-{name}")


def place_warnings(folder: Path, *, mounts: Iterable[Mount] | None = None) -> tuple[str, ...]:
    """Return what makes ``folder`` a risky home for the store: codes, empty when it is sound.

    ``synced``: a program copies the file while it is open and brings old copies back.
    ``network``: locks and flushes are not kept. ``removable``: it may be pulled out.
    ``mounts`` defaults to what the machine reports now.
    """
    # A Windows path must be judged before resolve() turns it into a local one.
    unc = str(folder).startswith(("\\\\", "//"))
    place = folder if unc else folder.resolve()
    mount = _mount_of(place, _mounts_now() if mounts is None else mounts)
    tests = {
        "synced": _is_synced(place),
        "network": unc or (mount is not None and _is_network(mount)),
        "removable": _is_removable(place, mount),
    }
    return tuple(code for code, true in tests.items() if true)


def _mounts_now() -> tuple[Mount, ...]:
    import psutil

    try:
        found = psutil.disk_partitions(all=True)
    except OSError:  # a locked-down machine tells nothing: no warning is better than no start
        return ()
    return tuple(
        Mount(folder=one.mountpoint, device=one.device, kind=one.fstype, options=one.opts)
        for one in found
    )


def _mount_of(place: Path, mounts: Iterable[Mount]) -> Mount | None:
    inside = [mount for mount in mounts if place.is_relative_to(mount.folder)]
    return max(inside, key=lambda mount: len(mount.folder), default=None)


def _is_synced(place: PurePath) -> bool:
    parts = PureWindowsPath(place).parts if "\\" in str(place) else place.parts
    return any(re.match(_SYNCED_NAME, part, re.IGNORECASE) for part in parts)


def _is_network(mount: Mount) -> bool:
    return mount.kind.lower() in _NETWORK_TYPES or "remote" in mount.options.split(",")


def _is_removable(place: Path, mount: Mount | None) -> bool:
    if str(place).startswith(_REMOVABLE_ROOTS):
        return True
    if mount is None:
        return False
    return "removable" in mount.options.split(",") or _device_is_removable(mount.device)


def _device_is_removable(device: str) -> bool:
    """Ask Linux whether the disk behind ``/dev/sdb1`` can be pulled out."""
    if sys.platform != "linux" or not device.startswith("/dev/"):
        return False
    disk = Path("/sys/class/block") / Path(device).name
    for entry in (disk.resolve(), disk.resolve().parent):
        flag = entry / "removable"
        if flag.is_file():
            return flag.read_text(encoding="ascii").strip() == "1"
    return False
