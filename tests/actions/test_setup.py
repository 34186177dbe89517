"""Making a data folder: the shipped lists fit the kind of commune."""

from datetime import date
from pathlib import Path

import pytest

from desktop.actions.desk import RandomIds, SystemClock
from desktop.actions.profile import list_entries
from desktop.actions.setup import Sources, new_commune
from desktop.domain.commune import CommuneProfile, ListName


@pytest.mark.parametrize(
    ("name", "police"),
    [
        ("phường Hương Trà", ["Công an phường"]),
        ("Xã Phong Điền", ["Công an xã"]),
        ("đặc khu Phú Quốc", ["Công an xã", "Công an phường"]),
    ],
)
def test_the_police_offered_are_those_of_the_commune(
    tmp_path: Path, name: str, police: list[str]
) -> None:
    profile = CommuneProfile(
        name=name, code="19774", valid_from=date(2025, 7, 1), superior="thành phố Huế"
    )
    sources = Sources(SystemClock(), RandomIds())
    made = new_commune(tmp_path / "commune", profile, sources=sources).value
    assert made is not None
    with made as desk:
        bodies = list_entries(desk, ListName.BODY)
    known = [one for one in bodies if one.label.startswith("Công an ")]
    assert [one.label for one in known if not one.hidden] == police
    assert len(known) == 2, "an older list that names the other one is still understood"
