"""Officers and what each may do: roles matter only where there is a second officer."""

from enum import StrEnum

SHORTEST_PASSWORD = 8
"""Letters; NIST SP 800-63B asks for eight at least and for no rule of composition."""
LONGEST_PASSWORD = 200
"""Letters, in the window and on the command line alike: what one takes the other takes too."""


class OfficerRole(StrEnum):
    """What an officer may do, from everything to reading alone."""

    ALL = "all"
    CLOSES = "closes"
    ENTERS = "enters"
    READS = "reads"


_OFFICE = frozenset(
    {"change_profile", "change_settings", "record_signer", "delete_signer"}
    | {"choose_plan", "withdraw_choice", "add_plan_file", "remove_plan_file"}
    | {"use_form", "reset_form", "new_keys", "connect", "forget_superior", "write_connection"}
    | {"accept_unit", "record_units", "delete_unit", "merge_communes", "rebuild_commune"}
    | {"add_officer", "rename_officer", "change_role", "reset_password", "officer_leaves"}
    | {"hand_over", "password_on", "password_off", "new_sheet", "withdraw_sheet"}
    | {"erase", "restore", "change_mirror"}
    | {"move_away", "come_back"}
)
"""Acts about the office, its keys and its officers."""
_CLOSING = frozenset(
    {"close_period", "reopen_period", "correct_period", "answer_confirmations"}
    | {"issue_paper", "change_paper", "withdraw_paper"}
    | {"prepare_package", "seal_package", "send_package", "record_receipt"}
    | {"receive", "undo_receive", "decide", "reply", "clear_refused"}
)
"""Acts that fix figures, or that go between offices."""
_ANYBODY = frozenset(
    {"change_password", "confirm_sheet", "postpone_sheet", "use_sheet"}
    | {"mark_printed", "drop_unfinished", "connection_waits", "note_refused"}
)
"""One's own password, typing the sheet back, and what printing a paper or a file that came
notes down."""
_WHILE_MOVED = frozenset({"come_back", "change_password", "use_sheet", "settle_slots"})
"""What is done in a copy whose data went on to another machine; all else only reads there."""


def may(role: OfficerRole, action: str) -> bool:
    """Whether an officer of a role may do what an action's code names."""
    if role is OfficerRole.ALL or action in _ANYBODY:
        return True
    if role is OfficerRole.READS or action in _OFFICE:
        return False
    return role is OfficerRole.CLOSES or action not in _CLOSING


def goes_while_moved(action: str) -> bool:
    """Whether an act, by its code, goes on in a copy whose data went to another machine."""
    return action in _WHILE_MOVED
