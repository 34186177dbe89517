"""``python -m installers.windows.trial``: the setup file under Wine, from first use to removal.

Every step is a rule that holds; one that does not makes the exit code 1. Where Wine cannot be had
that is said, and it is a failure too, unless ``SKIP_WINE=1``. Names of steps as arguments try these
alone.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from installers.parts.release import ROOT, Release, release_of
from installers.parts.settling import sha256_of
from installers.windows.installed import (
    OLD,
    PERIOD,
    RuleBrokenError,
    Trial,
    holds,
)
from installers.windows.packing import pack
from installers.windows.program import parts_of
from installers.windows.start_time import start_times
from installers.windows.trial_accounts import (
    all_accounts_are_backed_up,
    registers_of_others_are_told,
)
from installers.windows.trial_data import (
    double_click,
    locked_data_are_copied,
    newer_data_are_told,
    put_back,
)
from installers.windows.trial_missing import (
    broken_python_is_told,
    missing_files_are_named,
    window_says_what_is_missing,
)
from installers.windows.trial_setup import (
    files_beside_stay,
    first_versions_are_taken_over,
    foreign_folder_is_refused,
    forgotten_by_people,
    full_disk,
    nothing_changes_unasked,
    other_accounts_are_seen,
    wizard_offers_a_folder,
)
from installers.windows.wine import Desk, NoWineError, tree_with_wine

_ODD = "Phần mềm của xã/Sổ 138"


def first_use(trial: Trial) -> None:
    """An older version is installed silently, tests itself, and makes the practice commune."""
    done = trial.install(trial.older)
    holds(done.code == 0, f"a silent installation ends with 0, not {done.code}")
    holds(trial.installed_version() == OLD, "the older version is installed")
    told = trial.command("self-test")
    holds(told.code == 0, f"the self-test passes: {told.said}")
    holds(trial.command("sample").code == 0, "the practice commune is made")
    holds((trial.data / "so138.db").is_file(), "its data lie in the folder of the account")


def arguments_and_exit_codes(trial: Trial) -> None:
    """Vietnamese arguments and exit codes pass the launchers whole."""
    text = "import sys; print(ascii(sys.argv[1:])); sys.exit(41)"
    odd = ["Tổ dân phố Đông Hồ", 'dấu "nháy" \\', "*", ""]
    done = trial.command("-c", text, *odd)
    holds(done.code == 41, f"the exit code passes whole, not {done.code}")
    holds(done.said.strip() == ascii(odd), f"arguments pass whole: {done.said}")
    window = trial.desk.inside(trial.home / "So138.exe")
    code = trial.desk.wine(window, "-c", "import sys; sys.exit(42)").code
    holds(code == 42, f"so they do through the window's launcher, not {code}")
    holds(trial.command("status", "--period", "?").code == 2, "a wrong call ends with 2")


def report(trial: Trial) -> None:
    """The installed program makes the month's report."""
    path = trial.desk.drive / "Báo cáo tháng.pdf"
    call = ("report", "month", "--period", PERIOD, "--output", "C:\\Báo cáo tháng.pdf")
    done = trial.command(*call)
    holds(done.code in {0, 1}, f"the report is made: {done.said}")
    holds(path.read_bytes().startswith(b"%PDF-"), "and is a PDF")


def window(trial: Trial) -> None:
    """The window opens in at most twice the time of a bare one, and ends well when it is closed."""
    times = start_times(trial.desk, home=trial.home, picture="window")
    sys.stdout.write(f"    bare window {times.bare:.2f} s, ours {times.ours:.2f} s\n")
    holds(times.ours <= 2 * times.bare, "the window is there within twice a bare window's time")
    holds(not trial.left_behind(), f"a closed window leaves nothing: {trial.left_behind()}")


def running_is_refused(trial: Trial) -> None:
    """A running program is neither replaced nor removed."""
    call = ("-c", "import time; print('on', flush=True); time.sleep(600)")
    program = trial.desk.inside(trial.home / "so138-cli.exe")
    with trial.desk.start("wine", program, *call) as running:
        holds(running.stdout is not None, "the program speaks")
        while running.stdout is not None and b"on" not in running.stdout.readline():
            continue
        code = trial.install(trial.setup).code
        trial.desk.wine("taskkill", "/f", "/im", "so138-cli.exe")
        running.kill()
    holds(code == 12, f"a running program is refused with 12, not {code}")
    holds(trial.installed_version() == OLD, "and nothing was replaced")


def upgrade(trial: Trial) -> None:
    """The newer version backs the data up, changes no figure and leaves nothing stale."""
    before, backups = trial.figures(), _count(trial.data / "backups", "*.db")
    holds((trial.home / "app/lib/stale.txt").is_file(), "the older version has a file of its own")
    done = trial.install(trial.setup)
    holds(done.code == 0, f"the upgrade ends with 0, not {done.code}")
    holds(trial.installed_version() == trial.version, "the newer version is there")
    holds(not (trial.home / "app/lib/stale.txt").exists(), "nothing stale is left")
    holds(not (trial.home / "so138-moi").exists(), "nothing half done is left")
    holds(_count(trial.data / "backups", "*.db") > backups, "a backup was made before")
    holds(trial.figures() == before, "every figure is what it was")
    holds(trial.command("self-test").code == 0, "the self-test passes")


def downgrade_is_refused(trial: Trial) -> None:
    """An older setup file changes nothing."""
    code = trial.install(trial.older).code
    holds(code == 13, f"a downgrade is refused with 13, not {code}")
    holds(trial.installed_version() == trial.version, "and the newer version stays")
    said = trial.reason()
    holds(said.startswith("13: Máy này đã có phiên bản"), f"it is said in Vietnamese: {said}")


def removal(trial: Trial) -> None:
    """Removing takes the program and keeps the data."""
    digest = sha256_of(trial.data / "so138.db")
    trial.remover()
    holds(not trial.home.exists(), "the program's folder is gone")
    holds(not list(trial.desk.account.rglob("*.lnk")), "so are its shortcuts")
    for key in ("Software\\So138", "Software\\Classes\\.s138", "Software\\Classes\\So138.Package"):
        holds(trial.desk.wine("reg", "query", f"HKCU\\{key}").code != 0, f"{key} is forgotten")
    holds(sha256_of(trial.data / "so138.db") == digest, "the data are as they were")


def all_users(trial: Trial) -> None:
    """For all accounts, with one shared folder, in a folder with Vietnamese letters and blanks."""
    home = trial.desk.drive / _ODD
    odd = trial.desk.on_drive_c(home)
    setup = "Z:" + trial.desk.inside(trial.setup).replace("/", "\\")
    # The folder must stand without quotation marks, which Wine's own start would put round it.
    line = f"{setup} /S /AllUsers /SharedData /D={odd}"
    call = ("-c", "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1]))", line)
    done = trial.command(*call, home=trial.unpacked())
    holds(done.code == 0, f"the installation ends with 0, not {done.code}")
    told = trial.command("self-test", home=home)
    holds(told.code == 0, f"the self-test passes there: {told.said}")
    ini = (home / "so138.ini").read_bytes()
    holds(b"%ProgramData%\\So138" in ini.replace(b"\0", b""), "so138.ini names the shared folder")
    holds((trial.desk.drive / "ProgramData/So138").is_dir(), "which is there")
    double_click(trial, home=home)
    own = trial.desk.inside(home / "go-cai-dat.exe")
    trial.desk.wine(own, "/S")
    trial.desk.run("wineserver", "-w", seconds=90)
    holds(not (home / "app").exists(), "the program is removed")
    holds((home / "so138.ini").is_file(), "where the shared data lie is still known")


def portable(trial: Trial) -> None:
    """The portable folder runs where it was unpacked, and writes nothing into itself."""
    home = trial.unpacked()
    before = sorted(home.rglob("*"))
    holds(trial.command("self-test", home=home).code == 0, "the self-test passes")
    holds(sorted(home.rglob("*")) == before, "nothing was written beside the program")


def old_windows(trial: Trial) -> None:
    """A Windows that Qt cannot run on is refused before anything is written."""
    trial.desk.wine("winecfg", "-v", "win81")
    code = trial.install(trial.setup).code
    trial.desk.wine("winecfg", "-v", "win10")
    holds(code == 10, f"Windows 8.1 is refused with 10, not {code}")
    holds(not trial.home.exists(), "and nothing was written")


def small_windows(trial: Trial) -> None:
    """So is a 32-bit Windows."""
    small = Desk(trial.desk.tree, trial.desk.folder, prefix="prefix32", bits=32)
    small.wine("wineboot", "-i")
    code = small.wine(small.inside(trial.setup), "/S").code
    small.run("wineserver", "-k", seconds=30)
    holds(code == 11, f"a 32-bit Windows is refused with 11, not {code}")


STEPS: tuple[Callable[[Trial], None], ...] = (
    first_use,
    arguments_and_exit_codes,
    report,
    window,
    running_is_refused,
    upgrade,
    downgrade_is_refused,
    put_back,
    newer_data_are_told,
    locked_data_are_copied,
    removal,
    missing_files_are_named,
    broken_python_is_told,
    window_says_what_is_missing,
    all_accounts_are_backed_up,
    registers_of_others_are_told,
    foreign_folder_is_refused,
    wizard_offers_a_folder,
    files_beside_stay,
    first_versions_are_taken_over,
    forgotten_by_people,
    other_accounts_are_seen,
    full_disk,
    nothing_changes_unasked,
    all_users,
    portable,
    old_windows,
    small_windows,
)


def _count(folder: Path, pattern: str) -> int:
    return len(list(folder.glob(pattern)))


def _made_ready(release: Release, *, tree: Path, folder: Path) -> Trial:
    """Lay out the trial's folder: the built files, and an older version with a file too many."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    dist, program = ROOT / "dist", ROOT / "build/windows/program"
    names = [f"So138-{release.version}-{end}" for end in ("setup.exe", "portable.zip")]
    for name in names:
        shutil.copyfile(dist / name, folder / name)
    older = folder / "older"
    shutil.copytree(program, older, copy_function=os.link)
    (older / "app/lib/stale.txt").write_text("of the older version\n", encoding="ascii")
    (older / "app/version.ini").unlink()
    (older / "app/version.ini").write_text(f"[so138]\nversion={OLD}\n", encoding="ascii")
    setup = pack(
        older,
        release=Release(version=OLD, epoch=release.epoch),
        python_short=parts_of()["python"]["short"],
        work=ROOT / "build/windows",
        into=folder,
        quick=True,
    )
    desk = Desk(tree, folder)
    return Trial(desk, folder / names[0], setup, folder / names[1], release.version)


def main() -> int:
    """Run every step, saying its rule and its time; write what came out beside the pictures."""
    try:
        tree = tree_with_wine(ROOT / "build/trees/wine")
    except NoWineError as reason:
        sys.stdout.write(f"Wine cannot be had here: {reason}\n")
        return 0 if os.environ.get("SKIP_WINE") else 1
    folder = ROOT / "build/windows/trial"
    trial = _made_ready(release_of(), tree=tree, folder=folder)
    chosen = [step for step in STEPS if step.__name__ in sys.argv[1:] or not sys.argv[1:]]
    with trial.desk.switched_on():
        seconds = {step.__name__: _tried(step, trial) for step in chosen}
    (folder / "result.json").write_text(json.dumps(seconds, indent=1) + "\n", encoding="utf-8")
    broken = [name for name, took in seconds.items() if took is None]
    sys.stdout.write(f"{len(chosen) - len(broken)} of {len(chosen)} steps hold.\n")
    return 1 if broken else 0


def _tried(step: Callable[[Trial], None], trial: Trial) -> float | None:
    """Try one step, saying its rule; return its seconds, None where a rule does not hold."""
    sys.stdout.write(f"{(step.__doc__ or '').splitlines()[0]}\n")
    sys.stdout.flush()
    begun = time.monotonic()
    try:
        step(trial)
    except (RuleBrokenError, subprocess.SubprocessError, OSError) as broken:
        trial.desk.picture(f"broken-{step.__name__}")
        sys.stdout.write(f"BROKEN: {broken}\n")
        return None
    return round(time.monotonic() - begun, 1)


if __name__ == "__main__":
    sys.exit(main())
