"""Steps of the trial about the accounts of one PC: whose data are made safe, who hears of them."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installers.windows.installed import Trial, holds

_LAN = "users/Lan"
_LISTED = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\S-1-5-21-1-2-3-1002"
_MARKS = "ProgramData/So138-tai-khoan"
_SEEN = 2.0
# What Windows does at its start: the account of the system itself asks, and its home is no one's.
_AS_SYSTEM = """
import os, subprocess, sys
home = os.environ["SystemRoot"] + "\\\\System32\\\\config\\\\systemprofile"
os.environ.update(USERPROFILE=home, SO138_DATA=home + "\\\\so138", USERNAME="SYSTEM")
sys.exit(subprocess.call([sys.executable, "-m", "so138_before_update", "--all"]))
"""
_KNOWN = """
from desktop import paths
from desktop.actions.accounts import known_elsewhere
print(known_elsewhere(paths.default_data_folder()))
"""


def all_accounts_are_backed_up(trial: Trial) -> None:
    """The account of the system finds the data of all accounts, and the same twice makes one."""
    home = trial.unpacked()
    other = trial.desk.drive / "users/Lan/AppData/Local/so138"
    told = trial.desk.on_drive_c(other)
    holds(trial.command("--data", told, "sample", home=home).code == 0, "another account has data")
    for _once in range(2):
        done = trial.command("-c", _AS_SYSTEM, home=home)
        holds(done.code == 0, f"all is made safe: {done.said}")
    made = len(list((other / "backups").glob("*.db")))
    holds(made == 1, f"there is one backup, not {made}")
    (other / "so138.db").write_bytes(bytes(8192))
    done = trial.command("-c", _AS_SYSTEM, home=home)
    copies = list(other.parent.glob("so138-truoc-cap-nhat-*/so138.db"))
    holds((done.code, len(copies)) == (0, 1), f"damaged data are copied: {done.said}")


def registers_of_others_are_told(trial: Trial) -> None:
    """A register that no version marked is known to other accounts; the setup file marks it."""
    home, marks = trial.unpacked(), trial.desk.drive / _MARKS
    data = trial.desk.drive / _LAN / "AppData/Local/so138"
    told = trial.desk.on_drive_c(data)
    with _as_second_account(trial):
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(marks, ignore_errors=True)
        said = trial.command("-c", _KNOWN, home=home).said
        holds("other_account=False, unseen=()" in said, f"nothing is known at first: {said}")
        done = trial.command("--data", told, "sample", home=home)
        holds(done.code == 0, f"another account has a register: {done.said}")
        holds(not marks.exists(), "which left no mark")
        said = trial.command("-c", _KNOWN, home=home).said
        holds("other_account=True" in said, f"it is known all the same: {said}")
        _first_screen(trial, home)
        holds(trial.install(trial.setup).code == 0, "the program is installed")
        holds(len(list(marks.glob("*.mark"))) == 1, "and has marked the register")
        trial.remover()


@contextmanager
def _as_second_account(trial: Trial) -> Iterator[None]:
    """Windows lists the account Lan, and the one in use has nothing yet."""
    home = trial.desk.on_drive_c(trial.desk.drive / _LAN)
    aside = trial.data.with_name("so138-aside")
    if trial.data.exists():
        trial.data.rename(aside)
    listed = (_LISTED, "/v", "ProfileImagePath", "/t", "REG_EXPAND_SZ", "/d", home, "/f")
    trial.desk.wine("reg", "add", *listed)
    try:
        yield
    finally:
        trial.desk.wine("reg", "delete", _LISTED, "/f")
        shutil.rmtree(trial.data, ignore_errors=True)
        if aside.exists():
            aside.rename(trial.data)


def _first_screen(trial: Trial, home: Path) -> None:
    program = trial.desk.inside(home / "So138.exe")
    with trial.desk.start("wine", program) as opening:
        came = trial.desk.until_window("138")
        time.sleep(_SEEN)
        trial.desk.picture("other-account")
        trial.desk.wine("taskkill", "/im", "So138.exe")
        opening.communicate(b"", timeout=60)
    holds(came, "the first screen comes")
    holds(opening.returncode == 0, f"and is closed with 0, not {opening.returncode}")
