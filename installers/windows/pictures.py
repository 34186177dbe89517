"""``python -m installers.windows.pictures``: the pictures of the installation guide, taken anew.

The setup file of ``dist`` is run under Wine as a person runs it; each page is kept, small, as
``installers/windows/pictures/<name>.png``. The guide is made from the kept ones, so that a build
needs no Wine.
"""

import shutil
import sys
import time
from pathlib import Path

from installers.parts.release import ROOT, release_of
from installers.windows.wine import Desk, tree_with_wine

KEPT = Path(__file__).resolve().parent / "pictures"
_VIETNAMESE = "1066"
_ACCOUNTS = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList"
_PAGE = 1.5
# As on a PC where nobody asks for an administrator: in the account's own folder.
_NAME = "Lan"
_HOME = f"users/{_NAME}/AppData/Local/Programs/So138"
# Few colours, no moment, no comment: small files, and the same ones from the same screen.
_SMALL = ("-strip", "+dither", "-define", "png:exclude-chunks=date,time")


# Of the first window what stands in it; the rest is empty.
_UPPER = ("-crop", "1260x600+50+10", "+repage", "-colors", "64")
_LOOK = r"HKCU\Control Panel\Desktop"


class NoPageError(OSError):
    """A page of the setup program did not come; the message says which."""


def main() -> int:
    """Install with every page shown, as on a PC that several people use."""
    tree = tree_with_wine(ROOT / "build/trees/wine")
    folder = ROOT / "build/windows/pictures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    name = f"So138-{release_of().version}-setup.exe"
    shutil.copyfile(ROOT / "dist" / name, folder / name)
    desk = Desk(tree, folder)
    KEPT.mkdir(exist_ok=True)
    with desk.switched_on():
        _several_accounts(desk)
        _sharp_letters(desk)
        desk.run("wineserver", "-k")
        desk.wine("wineboot")
        _wizard(desk, desk.inside(folder / name))
    return 0


def _several_accounts(desk: Desk) -> None:
    said = ("HKCU\\Software\\So138", "/v", "Language", "/d", _VIETNAMESE, "/f")
    desk.wine("reg", "add", *said)
    for number in ("1001", "1002"):
        desk.wine("reg", "add", f"{_ACCOUNTS}\\S-1-5-21-1-2-3-{number}", "/f")


def _sharp_letters(desk: Desk) -> None:
    """Everything half as large again, letters smoothed: it is printed small."""
    for name, kind, value in (
        ("LogPixels", "REG_DWORD", "144"),
        ("FontSmoothing", "REG_SZ", "2"),
        ("FontSmoothingType", "REG_DWORD", "1"),
    ):
        desk.wine("reg", "add", _LOOK, "/v", name, "/t", kind, "/d", value, "/f")


def _wizard(desk: Desk, setup: str) -> None:
    with desk.start("env", f"USER={_NAME}", "wine", setup, "/CurrentUser"):
        if not desk.until_window("138"):
            raise NoPageError("welcome")
        for page in ("welcome", "who", "folder"):
            time.sleep(_PAGE)
            _keep(desk, page)
            desk.press("Return")
        _wait_for(desk.drive / _HOME / "go-cai-dat.exe")
        time.sleep(4 * _PAGE)
        _keep(desk, "finish")
        # The last page opens the program.
        desk.press("Return")
    if not desk.until_window("138"):
        raise NoPageError("first")
    time.sleep(6 * _PAGE)
    _keep(desk, "first", *_UPPER)
    desk.wine("taskkill", "/im", "So138.exe")


def _wait_for(path: Path, *, seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while not path.exists():
        if time.monotonic() > until:
            raise NoPageError("finish")
        time.sleep(1)


def _keep(desk: Desk, name: str, *changed: str) -> None:
    """Keep the one window that is there, without the screen around it."""
    screen = desk.inside(desk.picture(name))
    small = desk.folder / "pictures" / f"{name}-small.png"
    change = changed or ("-colors", "48")
    desk.run("convert", screen, "-trim", "+repage", *change, *_SMALL, desk.inside(small))
    shutil.copyfile(small, KEPT / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
