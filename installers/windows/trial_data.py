"""Steps of the trial about the data: versions that change places, files that are opened."""

import json
import time
from pathlib import Path

from installers.parts.settling import sha256_of
from installers.windows.installed import OLD, PERIOD, Trial, holds

# What a later version would leave behind: a schema that this one does not know.
_NEWER = """
import sys
from pathlib import Path
from desktop.actions.desk import RandomIds, SystemClock
from desktop.db.schema import SCHEMA_VERSION
from desktop.db.store_opening import open_store
with open_store(Path(sys.argv[1]), clock=SystemClock(), ids=RandomIds()) as store:
    store.read(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
"""
_OPEN = "import os, sys; os.startfile(sys.argv[1])"
_SEEN, _REFUSED = 2, 4
_LOOKING = 6


def double_click(trial: Trial, *, home: Path) -> None:
    """A file of figures opens in the program, as a double click opens it.

    Wine looks up only what is registered for all accounts: the program at ``home`` has to be.
    """
    stick = trial.desk.drive / "USB của xã (E)"
    stick.mkdir(exist_ok=True)
    holds(trial.command("sample", home=home).code in {0, _SEEN}, "there is a commune")
    call = ("send", "--period", PERIOD, "--to", f"C:\\{stick.name}")
    done = trial.command(*call, home=home)
    holds(done.code == 0, f"the month is sent: {done.said}")
    file = f"C:\\{stick.name}\\{next(stick.glob('*.s138')).name}"
    program = trial.desk.inside(home / "so138-cli.exe")
    with trial.desk.start("wine", program, "-c", _OPEN, file) as opening:
        came = trial.desk.until_window("138")
        time.sleep(_LOOKING)
        trial.desk.picture("double-click")
        running = trial.desk.wine("tasklist").said
        trial.desk.wine("taskkill", "/im", "So138.exe")
        opening.communicate(b"", timeout=60)
    holds("So138.exe" in running, f"Windows knows who opens it: {running}")
    holds(came, "the window comes")


def put_back(trial: Trial) -> None:
    """The version before comes back, and the newer one can be installed again."""
    before = trial.figures()
    trial.remover("/QuayLai")
    holds(trial.installed_version() == OLD, "the version before is in use again")
    holds(trial.figures() == before, "its figures are the same")
    holds(trial.install(trial.setup).code == 0, "the newer one can be installed again")
    holds(trial.installed_version() == trial.version, "and is in use")


def newer_data_are_told(trial: Trial) -> None:
    """The version put back says of newer data what they are; the backup brings them back."""
    before = trial.figures()
    trial.remover("/QuayLai")
    holds(trial.installed_version() == OLD, "the version before is in use")
    kept = json.loads(trial.command("backups", "--json").said)["backups"]
    changed = trial.command("-c", _NEWER, trial.desk.on_drive_c(trial.data))
    holds(changed.code == 0, f"the data are of a later version: {changed.said}")
    digest = sha256_of(trial.data / "so138.db")
    told = trial.command("status", "--period", PERIOD)
    holds(told.code == _REFUSED, f"they are refused with 4, not {told.code}")
    holds("phiên bản mới hơn" in told.said, f"it says why: {told.said}")
    holds(sha256_of(trial.data / "so138.db") == digest, "and nothing of them is changed")
    done = trial.command("restore", kept[0]["name"])
    holds(done.code == 0, f"the backup from before the update is restored: {done.said}")
    holds(trial.figures() == before, "every figure is there again")
    holds(trial.install(trial.setup).code == 0, "the newer version can be installed again")


def locked_data_are_copied(trial: Trial) -> None:
    """Data behind a password cannot be opened by the setup file: it copies them, byte for byte."""
    word = trial.desk.drive / "word.txt"
    word.write_text("mật khẩu dài để thử\n", encoding="utf-8")
    call = ("password", "set", "--officer", "Thử", "--new-password-file", "C:\\word.txt")
    done = trial.command(*call)
    holds(done.code == 0, f"a password is set: {done.said}")
    digest = sha256_of(trial.data / "so138.db")
    # A file too many: the same version is put there anew.
    (trial.home / "app/lib/too-many.txt").touch()
    holds(trial.install(trial.setup).code == 0, "the upgrade goes on")
    holds(sha256_of(trial.data / "so138.db") == digest, "the data are untouched")
    copies = list(trial.data.parent.glob("so138-truoc-cap-nhat-*/so138.db"))
    holds([sha256_of(one) for one in copies] == [digest], "a copy of the files lies beside them")
