"""Steps of the trial about the setup program: whose folders it takes, what it refuses and says.

They install a program of four files, with the launchers and the number of the real one: what they
try is the setup program.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from installers.parts.release import ROOT, Release
from installers.parts.settling import settle
from installers.windows.installed import OLD, Trial, holds
from installers.windows.packing import pack
from installers.windows.program import parts_of

_NAMES = ("moi", "cu", "truoc", "app", "so138-moi", "so138-cu", "so138-truoc")
_ACCOUNTS = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"
_OTHER = "S-1-5-21-1-2-3-1001"
_LINK = "AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Sổ 138/Sổ 138.lnk"
_PAGE = 1.5
_VIETNAMESE = "1066"
_MARK = "so138-thu-muc.ini"
# Megabytes, less than what is left free in any case.
_SMALL_DISK = 20


def light(trial: Trial) -> Trial:
    """The same trial with setup files of a few files; they are packed once."""
    newer, older = (_packed(trial, version) for version in (trial.version, OLD))
    return replace(trial, setup=newer, older=older)


def _packed(trial: Trial, version: str) -> Path:
    folder = trial.desk.folder / "light"
    setup = folder / f"So138-{version}-setup.exe"
    if setup.exists():
        return setup
    whole, program = ROOT / "build/windows/program", folder / version
    short = parts_of()["python"]["short"]
    for name in ("So138.exe", "so138-cli.exe", f"app/python/python{short}.dll"):
        (program / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(whole / name, program / name)
    (program / "app/version.ini").write_text(f"[so138]\nversion={version}\n", encoding="ascii")
    release = Release(version=version, epoch=1_700_000_000)
    settle(program, release)
    work = folder / f"{version}-parts"
    shutil.copytree(ROOT / "build/windows/launchers", work / "launchers")
    return pack(program, release=release, python_short=short, work=work, into=folder, quick=True)


def foreign_folder_is_refused(trial: Trial) -> None:
    """A folder with somebody's files is not taken; no folder in it goes, whatever its name."""
    trial = light(trial)
    folder = trial.desk.drive / "Tài liệu xã"
    before = _somebodys(folder)
    done = trial.install(trial.setup, "/D=C:\\Tài liệu xã")
    holds(done.code == 19, f"it is refused with 19, not {done.code}")
    holds(_inside(folder) == before, "and nothing in it has changed")
    said = trial.reason()
    holds(said.startswith("19: Thư mục C:\\Tài liệu xã"), f"the sentence is there: {said}")
    shutil.rmtree(folder)


def wizard_offers_a_folder(trial: Trial) -> None:
    """A person who chooses such a folder is offered a new one in it."""
    trial = light(trial)
    folder = trial.desk.drive / "TaiLieu"
    before = _somebodys(folder)
    # Asked for a language the wizard would begin with a question.
    told = ("HKCU\\Software\\So138", "/v", "Language", "/d", _VIETNAMESE, "/f")
    trial.desk.wine("reg", "add", *told)
    with trial.desk.start("wine", trial.desk.inside(trial.setup)) as running:
        holds(trial.desk.until_window("138"), "the wizard comes")
        code = trial.install(trial.setup).code
        holds(code == 12, f"a second setup beside it is refused with 12, not {code}")
        time.sleep(2 * _PAGE)
        # The welcome, who uses it, then the folder.
        for _ in range(2):
            trial.desk.press("Return")
            time.sleep(_PAGE)
        trial.desk.press("ctrl+a")
        trial.desk.run("xdotool", "type", "C:\\TaiLieu")
        trial.desk.press("Return")
        time.sleep(_PAGE)
        trial.desk.picture("folder-offered")
        trial.desk.press("Return")
        came = _until(folder / "So138/go-cai-dat.exe")
        time.sleep(2 * _PAGE)
        trial.desk.picture("folder-taken")
        trial.desk.wine("taskkill", "/f", "/im", trial.setup.name)
        running.kill()
    holds(came, "the program lies in a folder of its own")
    ours = {name: text for name, text in _inside(folder).items() if name.split("/")[0] != "So138"}
    holds(ours == before, "nothing else has changed")
    trial.desk.wine(trial.desk.inside(folder / "So138/go-cai-dat.exe"), "/S")
    trial.desk.run("wineserver", "-w", seconds=90)
    holds(_inside(folder) == before, "nor does removing change anything")
    shutil.rmtree(folder)


def files_beside_stay(trial: Trial) -> None:
    """What people put beside the program outlives update, putting back and removal."""
    trial = light(trial)
    holds(trial.install(trial.older).code == 0, "an older version is installed")
    names = ("moi/a.txt", "cu/a.txt", "truoc/a.txt", "ghi chú.txt", "so138-truoc/a.txt")
    holds(trial.install(trial.setup).code == 0, "the newer one is installed")
    for name in names:
        (trial.home / name).parent.mkdir(exist_ok=True)
        (trial.home / name).write_text(name, encoding="utf-8")
    trial.remover("/QuayLai")
    holds(trial.installed_version() == OLD, "the version before is in use")
    holds(trial.install(trial.setup).code == 0, "the newer one is installed again")
    trial.remover()
    holds(set(_inside(trial.home)) >= set(names), "every file is there")
    holds(not list(trial.home.rglob("*.exe")), "and nothing of the program")
    code = trial.install(trial.setup).code
    holds(code == 19, f"such a folder is refused with 19, not {code}")
    shutil.rmtree(trial.home)


def first_versions_are_taken_over(trial: Trial) -> None:
    """An installation of the first versions, which set no marks, is updated and can go back."""
    trial = light(trial)
    holds(trial.install(trial.older).code == 0, "an older version is installed")
    (trial.home / "app/version.ini").write_text("[so138]\nversion=0.0.0\n", encoding="ascii")
    holds(trial.install(trial.older).code == 0, "and one more")
    (trial.home / _MARK).unlink()
    (trial.home / "so138-truoc" / _MARK).unlink()
    (trial.home / "so138-truoc").rename(trial.home / "truoc")
    (trial.home / "moi").mkdir()
    (trial.home / "moi/thư.txt").write_text("thư", encoding="utf-8")
    holds(trial.install(trial.setup).code == 0, "the update ends with 0")
    holds((trial.home / "moi/thư.txt").is_file(), "a file that is not ours stays")
    holds(not (trial.home / "truoc").exists(), "the version before that one is gone")
    trial.remover("/QuayLai")
    holds(trial.installed_version() == OLD, "the version before is in use again")
    trial.remover()
    holds(set(_inside(trial.home)) == {"moi/thư.txt"}, "removal leaves nothing of ours")
    shutil.rmtree(trial.home)


def forgotten_by_people(trial: Trial) -> None:
    """Where the program was deleted by hand, its folder may hold anything: it is not there."""
    trial = light(trial)
    holds(trial.install(trial.setup).code == 0, "it is installed")
    shutil.rmtree(trial.home)
    before = _somebodys(trial.home)
    code = trial.install(trial.setup).code
    holds(code == 19, f"the folder is somebody else's now: 19, not {code}")
    holds(_inside(trial.home) == before, "and nothing in it has changed")
    shutil.rmtree(trial.home)
    holds(trial.install(trial.older).code == 0, "an older version is no downgrade of nothing")
    trial.remover()
    holds(not trial.home.exists(), "and is removed")


def other_accounts_are_seen(trial: Trial) -> None:
    """Beside what another account has for itself nothing is installed for all."""
    trial = light(trial)
    other = trial.desk.drive / "users/ba"
    (other / _LINK).parent.mkdir(parents=True)
    (other / _LINK).touch()
    key = f"{_ACCOUNTS}\\{_OTHER}"
    told = (key, "/v", "ProfileImagePath", "/t", "REG_EXPAND_SZ", "/d", "C:\\users\\ba", "/f")
    trial.desk.wine("reg", "add", *told)
    code = trial.install(trial.setup, "/AllUsers", "/SharedData").code
    trial.desk.wine("reg", "delete", key, "/f")
    holds(code == 20, f"it is refused with 20, not {code}")
    holds("tài khoản Windows: ba." in trial.reason(), f"the account is named: {trial.reason()}")
    shutil.rmtree(other)


def full_disk(trial: Trial) -> None:
    """Where the disk is too full that is said, and nothing half done is left."""
    trial = light(trial)
    with _small_disk(_SMALL_DISK) as disk:
        named = "Z:" + str(disk).replace("/", "\\")
        done = trial.install(trial.setup, f"/D={named}\\So138")
        holds(done.code == 21, f"it is refused with 21, not {done.code}")
        holds(trial.reason().startswith("21: "), f"the sentence is there: {trial.reason()}")
        holds(not list(disk.iterdir()), "nothing is left")


def nothing_changes_unasked(trial: Trial) -> None:
    """The same version twice does nothing unless a file is missing; no book is turned from."""
    trial = light(trial)
    holds(trial.install(trial.setup).code == 0, "it is installed")
    holds(not trial.reason(), "no sentence of an earlier refusal is left")
    program, remover = trial.home / "So138.exe", trial.home / "go-cai-dat.exe"
    moment = remover.stat().st_mtime_ns
    holds(trial.install(trial.setup).code == 0, "and once more")
    holds(remover.stat().st_mtime_ns == moment, "which changes nothing")
    program.unlink()
    holds(trial.install(trial.setup).code == 0, "a file is missing")
    holds(program.is_file(), "and is there again")
    if not (trial.data / "so138.db").is_file():
        trial.data.mkdir(parents=True, exist_ok=True)
        (trial.data / "so138.db").touch()
    code = trial.install(trial.setup, "/SharedData").code
    holds(code == 22, f"a shared folder without a book is refused with 22, not {code}")
    holds(not (trial.home / "so138.ini").exists(), "and not turned to")
    code = trial.desk.wine(trial.desk.inside(remover), "/S", "/QuayLai", _in_place(trial)).code
    holds(code == 18, f"no version before is told with 18, not {code}")
    code = trial.desk.wine(trial.desk.inside(remover), "/S", _in_place(trial)).code
    holds(code == 0, f"removal in its place ends with 0, not {code}")
    trial.desk.run("wineserver", "-w", seconds=90)
    holds(not trial.home.exists(), "and leaves no folder")


def _in_place(trial: Trial) -> str:
    return f"_?={trial.desk.on_drive_c(trial.home)}"


def _somebodys(folder: Path) -> dict[str, str]:
    """A folder with a file in folders of every name that the setup program uses or used."""
    for name in _NAMES:
        (folder / name).mkdir(parents=True)
        (folder / name / "công văn.txt").write_text(name, encoding="utf-8")
    return _inside(folder)


def _inside(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix == ".txt")
    other = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".txt")
    found = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}
    return found | {path.relative_to(folder).as_posix(): "" for path in other}


def _until(path: Path, *, seconds: float = 120) -> bool:
    until = time.monotonic() + seconds
    while not path.exists() and time.monotonic() < until:
        time.sleep(1)
    return path.exists()


@contextmanager
def _small_disk(megabytes: int) -> Iterator[Path]:
    """A disk in memory, which the tree sees as it sees all devices."""
    place = Path("/dev/so138-small-disk")
    place.mkdir(exist_ok=True)
    call = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    subprocess.run(call, check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
        place.rmdir()
