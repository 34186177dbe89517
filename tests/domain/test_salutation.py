"""What stands behind "Kính gửi:": the superior's committee, once; nothing while nobody is named."""

from datetime import date

import pytest

from desktop.domain.commune import CommuneProfile
from desktop.reports.frame import PaperFrame, common_form, salutation

COMMITTEE = "Ban Chỉ đạo phòng, chống ma túy"


def profile(superior: str, *, committee: str = "Ban Chỉ đạo 138", own: str = "") -> CommuneProfile:
    return CommuneProfile(
        name="Phường Hương Trà",
        code="19774",
        valid_from=date(2025, 7, 1),
        superior=superior,
        superior_salutation=own,
        committee_name=committee,
    )


@pytest.mark.parametrize(
    ("superior", "addressed"),
    [
        ("Thành phố Huế", "Ban Chỉ đạo 138 thành phố Huế"),
        ("Ban Chỉ đạo 138 thành phố Huế", "Ban Chỉ đạo 138 thành phố Huế"),
        ("ban chỉ đạo 138 tỉnh", "ban chỉ đạo 138 tỉnh"),
        ("", ""),
    ],
)
def test_a_superior_is_addressed_by_its_committee_once(superior: str, addressed: str) -> None:
    assert profile(superior).salutation == addressed


def test_a_committee_of_another_name_is_not_put_before_the_superiors() -> None:
    one = profile("Ban Chỉ đạo 138 thành phố Huế", committee=COMMITTEE)
    assert one.salutation == "Ban Chỉ đạo 138 thành phố Huế"


def test_words_that_were_entered_stand_as_they_are() -> None:
    assert profile("Thành phố Huế", own="UBND thành phố").salutation == "UBND thành phố"


def test_a_paper_addresses_nobody_while_no_superior_is_named() -> None:
    frame = PaperFrame.of(profile(""), year=2026)
    assert frame.salutations == ()
    assert salutation(frame, common_form(frame)) == ()
