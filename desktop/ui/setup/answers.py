"""The answers to the five questions of set-up; kept in a file until the data folder is made.

The draft holds names of offices only. One that is damaged or of another version is as good as
none: the questions are asked anew.
"""

import json
from base64 import b64decode
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop.domain.commune import CommuneProfile
from desktop.domain.groups import GROUP_KINDS, GroupDraft
from desktop.domain.text import nfc, tidy
from desktop.files import FileFaultError, make_folder, write_file
from desktop.settings import remembered

MOST_GROUPS = 200
STEPS = 5

_PLAIN = CommuneProfile(name="", code="", valid_from=date(2025, 7, 1), superior="")


class GroupsAnswer(StrEnum):
    """How the residential groups come in."""

    FILE = "file"
    NUMBERED = "numbered"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was answered so far; ``step`` is the question to go on with, from 0.

    ``valid_from`` defaults to 1 July 2025, when the communes of today were formed.
    ``first_month`` names the first month tracked ("2026-11"). ``connection`` holds the bytes of
    the superior's connection file in base64, empty without one; ``connection_compared``: its
    fingerprint is that of the superior's paper.
    """

    step: int = 0
    name: str = ""
    code: str = ""
    valid_from: str = _PLAIN.valid_from.isoformat()
    place_name: str = ""
    committee_name: str = _PLAIN.committee_name
    committee_abbreviation: str = _PLAIN.committee_abbreviation
    superior: str = ""
    salutation: str = ""
    connection: str = ""
    connection_compared: bool = False
    groups: str = GroupsAnswer.FILE.value
    group_kind: str = GROUP_KINDS[0]
    group_count: int = 0
    first_month: str = ""

    @property
    def begun(self) -> bool:
        """Whether anything was answered that would be a pity to lose."""
        return bool(tidy(self.name) or tidy(self.code))

    @property
    def valid_from_day(self) -> date | None:
        """The day from which the code holds; none when it is no day."""
        try:
            return date.fromisoformat(self.valid_from)
        except ValueError:
            return None

    @property
    def connection_file(self) -> bytes:
        """The connection file that was opened; empty without one."""
        try:
            return b64decode(self.connection, validate=True)
        except ValueError:
            return b""

    def profile(self) -> CommuneProfile:
        """The profile that these answers give."""
        return CommuneProfile(
            name=tidy(nfc(self.name)),
            code=self.code.strip(),
            valid_from=self.valid_from_day or _PLAIN.valid_from,
            superior=tidy(nfc(self.superior)),
            superior_salutation=tidy(nfc(self.salutation)),
            committee_name=tidy(nfc(self.committee_name)) or _PLAIN.committee_name,
            committee_abbreviation=(
                tidy(nfc(self.committee_abbreviation)) or _PLAIN.committee_abbreviation
            ),
            place_name=tidy(nfc(self.place_name)),
            first_month=self.first_month or None,
        )

    def group_drafts(self) -> tuple[GroupDraft, ...]:
        """The numbered groups asked for; none when they come from a list or later."""
        if self.groups != GroupsAnswer.NUMBERED.value:
            return ()
        return tuple(
            GroupDraft(name=f"{self.group_kind} {number}", kind=self.group_kind)
            for number in range(1, min(self.group_count, MOST_GROUPS) + 1)
        )


def load_answers(path: Path) -> Answers:
    """The answers kept in ``path``; fresh ones when there are none."""
    found = remembered(path)
    return _understood(found) if isinstance(found, dict) else Answers()


def keep_answers(path: Path, answers: Answers) -> bool:
    """Keep the answers; False when the place refuses."""
    text = json.dumps(asdict(answers), indent=1, sort_keys=True)
    try:
        make_folder(path.parent)
        write_file(path, (text + "\n").encode("utf-8"))
    except FileFaultError:
        return False
    return True


def forget_answers(path: Path) -> None:
    """Drop the draft: the data folder holds everything now."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _understood(found: dict[str, Any]) -> Answers:
    fresh = asdict(Answers())
    known = {
        field.name: found[field.name]
        for field in fields(Answers)
        if type(found.get(field.name)) is type(fresh[field.name])
    }
    answers = Answers(**known)
    return answers if 0 <= answers.step < STEPS else Answers(**(known | {"step": 0}))
