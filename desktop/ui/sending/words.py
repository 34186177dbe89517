"""Sending in the words of the screen: where a period stands, what is being done to a stick."""

from datetime import datetime

from desktop.actions.sent_periods import Sendable, SendState, SentLine
from desktop.actions.sticks import Drive, Place
from desktop.domain.official_days import official_day, official_time
from desktop.i18n import N_, _, format_date, format_day_month
from desktop.ui.design.tokens import Role
from desktop.wording import period_name
from desktop.wording.drives import drive_name, size_words
from desktop.wording.sending import by_code_text

_STATES = {
    SendState.NOT_SENT: N_("not sent yet"),
    SendState.PREPARED: N_("not written to the end"),
    SendState.WRITTEN: N_("On the stick, waits for the receipt"),
    SendState.RECEIVED: N_("Received"),
    SendState.ACCEPTED: N_("Received, accepted"),
    SendState.RETURNED: N_("Returned"),
    SendState.CORRECTED: N_("corrected, the new figures are not sent"),
}

_ROLES = {
    SendState.NOT_SENT: Role.DUE,
    SendState.PREPARED: Role.DUE,
    SendState.WRITTEN: Role.DUE,
    SendState.RECEIVED: Role.MET,
    SendState.ACCEPTED: Role.MET,
    SendState.RETURNED: Role.TROUBLE,
    SendState.CORRECTED: Role.DUE,
}


def moment(at: datetime) -> str:
    """ "15/10 16:20", by the clocks of Viet Nam."""
    local = official_time(at)
    return f"{format_day_month(local.date())} {local:%H:%M}"


def state_words(one: Sendable) -> str:
    """Where the file of a period stands, with the reasons of a return."""
    said = _(_STATES[one.state])
    if one.state is SendState.RETURNED and one.remarks:
        reasons = "; ".join(remark.text for remark in one.remarks)
        return _("Returned: {reasons}").format(reasons=reasons)
    if one.held:
        reasons = "; ".join(remark.text for remark in one.remarks)
        return _("Not counted yet. {reasons}").format(reasons=reasons)
    return capital(by_code_text()) if one.came_by_code else said


def state_role(one: Sendable) -> Role:
    """The colour of that state."""
    return Role.DUE if one.held or one.came_by_code else _ROLES[one.state]


def line_words(line: SentLine) -> str:
    """What the superior said of one file of the history."""
    answer = line.answer
    if answer is None:
        if not line.in_force:
            return _("replaced by newer figures")
        if line.state is SendState.WRITTEN:
            return _("waits for the receipt")
        return _(_STATES[line.state])
    day = format_day_month(official_day(answer.at))
    if answer.kind == "returned":
        if not answer.remarks:
            return _("returned {day}").format(day=day)
        reasons = "; ".join(remark.text for remark in answer.remarks)
        return _("returned {day}: {reasons}").format(day=day, reasons=reasons)
    if line.held:
        reasons = "; ".join(remark.text for remark in answer.remarks)
        return _("not counted yet ({day}). {reasons}").format(day=day, reasons=reasons)
    if line.came_by_code:
        return _("received {day}, by its code alone").format(day=day)
    said = _("received {day}") if answer.kind == "received" else _("accepted {day}")
    return said.format(day=day)


def line_role(line: SentLine) -> Role:
    """The colour of that answer; what newer figures replaced is calm."""
    if line.answer is None and not line.in_force:
        return Role.SOFT
    if line.held or line.came_by_code:
        return Role.DUE
    return _ROLES[line.state]


def written_words(line: SentLine) -> str:
    """When a file was last written to a stick."""
    last = max((one.written_at for one in line.copies), default=None)
    return moment(last) if last is not None else _("not written")


def named(drive: Drive) -> str:
    """What a drive is called."""
    return drive_name(drive.name, drive.label)


def place_words(place: Place) -> str:
    """The stick, or the folder where it is no stick."""
    if place.stick is None:
        return str(place.folder)
    return named(place.stick)


def room_words(drive: Drive) -> str:
    """ "còn 6,2 GB"."""
    return _("{size} free").format(size=size_words(drive.free))


def drive_state(drive: Drive, needed: int) -> str:
    """Whether a drive can be written to."""
    if drive.read_only:
        return _("locked against writing")
    if drive.free < needed:
        return _("too little room")
    return _("ready")


def in_the_way(drive: Drive, needed: int) -> str:
    """Why a drive cannot be written to, what to do, and that nothing is lost."""
    if drive.read_only:
        said = _(
            "{stick} is locked against writing. Move the little lock on it, plug it in again and"
            " press “Try again”; or use another stick. What is in this computer is not affected."
        )
    else:
        said = _(
            "{stick} has {free} free, {needed} are needed. Delete files on it that nobody needs"
            " and press “Try again”; or use another stick. What is in this computer is not"
            " affected."
        )
    free, wanted = size_words(drive.free), size_words(needed)
    return said.format(stick=named(drive), free=free, needed=wanted)


def closed_words(one: Sendable) -> str:
    """The day of its closing, with the number of a correction."""
    day = format_date(official_day(one.closed_at))
    if not one.correction:
        return day
    return _("{day}, replacement no. {number}").format(day=day, number=one.correction)


def month_words(line: SentLine) -> str:
    """The period of a file as a title."""
    return capital(period_name(line.package.period))


def short_month(line: SentLine) -> str:
    """ "9/2026" in the column of periods; longer periods by their name."""
    year, _dash, month = line.package.period.partition("-")
    return f"{int(month)}/{year}" if month.isdecimal() else month_words(line)


def capital(words: str) -> str:
    """The same words at the beginning of a line."""
    return words[:1].upper() + words[1:]
