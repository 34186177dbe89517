"""The commune, its steering committee (Ban Chỉ đạo 138) and the settings of its reports."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.periods import PeriodKind, PeriodRule

UNIT_KINDS = (
    "Phường",
    "Xã",
    "Thị trấn",
    "Đặc khu",
    "Thành phố",
    "Huyện",
    "Thị xã",
    "Tỉnh",
    "Quận",
)

_COMMITTEE = "ban chỉ đạo"


def lowered_kind(unit: str) -> str:
    """A unit's kind in small letters, as inside a sentence: "phường Hương Trà"."""
    kind = next((kind for kind in UNIT_KINDS if unit.startswith(kind + " ")), "")
    return kind[:1].lower() + unit[1:] if kind else unit


class Role(StrEnum):
    """Which of the two desks the data folder serves."""

    COMMUNE = "commune"
    SUPERIOR = "superior"


class SigningAuthority(StrEnum):
    """On whose behalf a signer signs (decree 30/2020, annex I): TM., KT., TL., TUQ."""

    ON_BEHALF = "TM."
    FOR_HEAD = "KT."
    BY_ORDER = "TL."
    BY_AUTHORISATION = "TUQ."


class DutyCalendar(StrEnum):
    """Which months the monthly duty of the groups is counted in."""

    REPORTING = "reporting"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class CommuneProfile:
    """Who we are and whom we report to; the superior is a setting, never a word of the program.

    ``code`` is the official five-digit code, which is unique only together with
    ``valid_from``: the codes of 2025 were reused from older units.
    """

    name: str
    code: str
    valid_from: date
    superior: str
    superior_salutation: str = ""
    committee_name: str = "Ban Chỉ đạo 138"
    committee_abbreviation: str = "BCĐ"
    parent_body: str = ""
    place_name: str = ""
    recipients: tuple[str, ...] = ()
    plan_reference: str = ""
    first_month: str | None = None
    role: Role = Role.COMMUNE

    @property
    def salutation(self) -> str:
        """What stands behind "Kính gửi:"; empty while nobody is named.

        A superior that was entered as a committee is one already.
        """
        if self.superior_salutation or not self.superior:
            return self.superior_salutation
        if self.superior.casefold().startswith((self.committee_name.casefold(), _COMMITTEE)):
            return self.superior
        return f"{self.committee_name} {lowered_kind(self.superior)}"


@dataclass(frozen=True, slots=True)
class CommitteeMember:
    """A member of the committee in office, the post held and the groups looked after."""

    id: str
    name: str
    post: str = ""
    telephone: str = ""
    group_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs the papers: the authority, the title in the committee and the title in office.

    For the head: TM. BAN CHỈ ĐẠO / TRƯỞNG BAN / … / CHỦ TỊCH UBND; for a deputy:
    KT. TRƯỞNG BAN / PHÓ TRƯỞNG BAN / … / TRƯỞNG CÔNG AN XÃ.
    """

    id: str
    name: str
    authority: SigningAuthority = SigningAuthority.ON_BEHALF
    authority_of: str = "BAN CHỈ ĐẠO"
    committee_title: str = "TRƯỞNG BAN"
    office_title: str = ""
    rank: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True)
class CountingSettings:
    """How the committee counts.

    ``commune_wide_counts``: a commune-wide loudspeaker or Zalo activity credits every
    group (default off). ``duty_calendar``: the month of the duty, apart from the report's.
    """

    period_rule: PeriodRule = field(default_factory=PeriodRule)
    duty_calendar: DutyCalendar = DutyCalendar.REPORTING
    commune_wide_counts: bool = False

    @property
    def duty_rule(self) -> PeriodRule:
        """The rule that makes the months of the duty."""
        if self.duty_calendar is DutyCalendar.CALENDAR:
            return PeriodRule.uniform(1)
        return self.period_rule.of_kind(PeriodKind.MONTH)


class ListName(StrEnum):
    """The editable lists."""

    FORMAT = "format"
    TOPIC = "topic"
    AUDIENCE = "audience"
    BODY = "body"
    MODEL_KIND = "model_kind"


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry of an editable list; hidden ones are no longer offered but stay readable.

    ``drug_prevention`` matters for topics, ``sensitive`` for audiences and model kinds.
    """

    id: str
    list: ListName
    label: str
    position: int = 0
    hidden: bool = False
    drug_prevention: bool = True
    sensitive: bool = False
