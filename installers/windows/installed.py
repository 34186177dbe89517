"""What the trial has in its hands: the two setup files, the installed program, its data."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from installers.windows.wine import Desk, Ended

OLD, PERIOD = "0.0.1", "2026-09"
_USUAL = "AppData/Local/Programs/So138"


class RuleBrokenError(Exception):
    """What the trial found is not what the rule says."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The desk of the trial and the two setup files: the one that is built, and an older one."""

    desk: Desk
    setup: Path
    older: Path
    portable: Path
    version: str

    @property
    def home(self) -> Path:
        """Where the program is installed."""
        return self.desk.account / _USUAL

    @property
    def data(self) -> Path:
        """Where the data of the account lie."""
        return self.desk.account / "AppData/Local/so138"

    def install(self, setup: Path, *switches: str) -> Ended:
        """Run a setup file without questions."""
        # A folder stands without quotation marks, which Wine's own start puts round blanks.
        words = " ".join(switches).split()
        return self.desk.wine(self.desk.inside(setup), "/S", *words)

    def reason(self) -> str:
        """The sentence that a silent refusal left; empty where there is none."""
        found = sorted(self.desk.account.rglob("So138-cai-dat.txt"))
        return found[0].read_text(encoding="utf-16").strip() if found else ""

    def command(self, *call: str, home: Path | None = None) -> Ended:
        """Run the console program that is installed."""
        program = (home or self.home) / "so138-cli.exe"
        return self.desk.wine(self.desk.inside(program), *call)

    def remover(self, *call: str) -> None:
        """Run the removing program and wait until it is done; it works from a copy of itself."""
        own = self.home / "go-cai-dat.exe"
        self.desk.wine(self.desk.inside(own), "/S", *call)
        self.desk.run("wineserver", "-w", seconds=90)

    def unpacked(self) -> Path:
        """The portable folder, unpacked in a folder with Vietnamese letters and blanks."""
        place = self.desk.drive / "USB của xã"
        if not place.exists():
            with zipfile.ZipFile(self.portable) as archive:
                archive.extractall(place)
        return next(place.iterdir())

    def left_behind(self) -> list[str]:
        """Names of what the program left among the temporary files of the account."""
        temporary = self.desk.account / "AppData/Local/Temp"
        return sorted(path.name for path in temporary.glob("so138-*"))

    def figures(self) -> str:
        """What the data say, to compare before and after."""
        asked = [("status", "--period", PERIOD), ("groups",), ("sessions", "--period", PERIOD)]
        return "\n".join(self.command(*one, "--json").said for one in asked)

    def installed_version(self) -> str:
        """What the installed program says of itself."""
        text = (self.home / "app/version.ini").read_text(encoding="ascii")
        return text.partition("version=")[2].strip()


def holds(true: object, rule: str) -> None:
    """See that a rule holds.

    Raises:
        RuleBrokenError: it does not; the message is the rule.
    """
    if not true:
        raise RuleBrokenError(rule)
