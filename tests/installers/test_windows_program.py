"""The program's folder for Windows: its list of files, and what tells of missing ones."""

import subprocess
import sys
from pathlib import Path

from desktop.own_files import LIST, listed_files, looked_through
from installers.parts.release import ROOT
from installers.windows.bytecode import packed
from installers.windows.program import note_files

BARE = ("__init__", "__main__", "starting", "part_trials", "own_files", "private")


def test_the_list_names_every_file_that_the_program_runs_on(tmp_path: Path) -> None:
    app = tmp_path / "app"
    for name in ("lib/a.pyd", "lib/PySide6/Qt6Gui.dll", "python/python313.zip"):
        (app / name).parent.mkdir(parents=True, exist_ok=True)
        (app / name).write_text(name, encoding="ascii")
    (app / "version.ini").write_text("", encoding="ascii")
    note_files(app)
    names = [line.split("  ")[1] for line in (app / LIST).read_text("utf-8").splitlines()]
    assert names == ["lib/PySide6/Qt6Gui.dll", "lib/a.pyd", "python/python313.zip"]
    assert looked_through(listed_files(app / "lib")).listed == 3


def test_without_the_one_file_of_modules_the_self_test_still_writes_its_text(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "lib"
    (folder / "desktop").mkdir(parents=True)
    for name in (*BARE, "app"):
        source = (ROOT / f"desktop/{name}.py").read_bytes()
        (folder / f"desktop/{name}.py").write_bytes(source)
    call = [sys.executable, "-m", "compileall", "-q", "-b", str(folder)]
    subprocess.run(call, check=True)
    for path in folder.rglob("*.py"):
        path.unlink()
    packed(folder)
    assert {path.stem for path in (folder / "desktop").glob("*.pyc")} == set(BARE)
    (folder / "modules.bin").unlink()
    path = tmp_path / "kiem-tra.txt"
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); "
    code += "from desktop.__main__ import main; sys.exit(main())"
    call = [sys.executable, "-I", "-c", code, "self-test", "--output", str(path)]
    done = subprocess.run(call, check=False, capture_output=True, cwd=tmp_path)
    assert done.returncode == 3
    text = path.read_text(encoding="utf-8")
    assert "self-test: FAILED\n" in text
    assert "commands: FAILED ModuleNotFoundError: No module named 'desktop.app'" in text


def test_launcher_and_program_tell_each_other_by_the_same_names() -> None:
    from desktop.starting import BEGUN, FAULT, FAULT_ERROR, FAULT_FILE

    source = (ROOT / "installers/windows/launcher.c").read_text(encoding="utf-8")
    assert all(f'L"{name}"' in source for name in (BEGUN, FAULT_FILE, FAULT_ERROR))
    assert f"#define FAULT {FAULT}\n" in source
