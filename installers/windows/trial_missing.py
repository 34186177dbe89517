"""Steps of the trial about files of the program that are missing."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from installers.parts.release import ROOT
from installers.windows.installed import Trial, holds

_SECONDS = 300
_SEEN = 2.0
# Each would be found by nothing but the list, or by its part alone.
_LACKING = (
    "lib/PySide6/Qt6PrintSupport.dll",
    "lib/PySide6/plugins/iconengines/qsvgicon.dll",
    "lib/PySide6/plugins/platforms/qwindows.dll",
    "lib/desktop/_resources/fonts/liberation-serif/LiberationSerif-Italic.ttf",
    "lib/desktop/_resources/help/receiving.md",
    "lib/desktop/_resources/translations/vi.mo",
    "lib/rapidfuzz/fuzz_cpp.cp313-win_amd64.pyd",
    "python/_decimal.pyd",
)
_MODULES = "lib/modules.bin"


def missing_files_are_named(trial: Trial) -> None:
    """Whatever is missing, the self-test ends, names it in its file, and leaves nothing behind."""
    text = _self_test(trial, _without(trial, *_LACKING), "lacking")
    holds("self-test: FAILED" in text, f"it fails: {text}")
    for name in _LACKING:
        holds(f"missing: {name}" in text, f"{name} is named: {text}")
    text = _self_test(trial, _without(trial, _MODULES), "modules")
    holds(f"missing: {_MODULES}" in text, f"so is the file of all modules: {text}")
    holds(not trial.left_behind(), f"nothing is left behind: {trial.left_behind()}")


def broken_python_is_told(trial: Trial) -> None:
    """Where Python itself is gone, the launcher writes the self-test's file."""
    for name in ("python/python313.zip", "python/vcruntime140.dll"):
        text = _self_test(trial, _without(trial, name), Path(name).stem)
        holds(Path(name).name in text, f"{name} is named: {text}")


def window_says_what_is_missing(trial: Trial) -> None:
    """A window that cannot open says which file is missing, and so does the log."""
    log = trial.desk.account / "AppData/Local/so138-logs/so138.log"
    for name in (_MODULES, "lib/desktop/_resources/translations/vi.mo", "lib/PySide6/Qt6Gui.dll"):
        log.unlink(missing_ok=True)
        program = trial.desk.inside(_without(trial, name) / "So138.exe")
        with trial.desk.start("wine", program) as opening:
            came = trial.desk.until_window("138")
            time.sleep(_SEEN)
            trial.desk.picture(f"missing-{Path(name).stem}")
            trial.desk.wine("taskkill", "/f", "/im", "So138.exe")
            opening.communicate(b"", timeout=60)
        holds(came, f"without {name} a window says so")
        holds(name in log.read_text(encoding="utf-8"), f"the log names {name}")


def _without(trial: Trial, *names: str) -> Path:
    """The program's folder without these files of ``app``."""
    home = trial.desk.folder / "lacking"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(ROOT / "build/windows/program", home, copy_function=os.link)
    for name in names:
        (home / "app" / name).unlink()
    return home


def _self_test(trial: Trial, home: Path, name: str) -> str:
    path = trial.desk.folder / f"self-test-{name}.txt"
    path.unlink(missing_ok=True)
    told = "Z:" + trial.desk.inside(path).replace("/", "\\")
    program = trial.desk.inside(home / "so138-cli.exe")
    try:
        code = trial.desk.wine(program, "self-test", "--output", told, seconds=_SECONDS).code
    except subprocess.TimeoutExpired:
        code = -1
    holds(code == 3, f"the self-test ends with 3, not {code}")
    holds(path.is_file(), "its file is written")
    return path.read_text(encoding="utf-8")
