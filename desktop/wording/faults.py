"""What stopped the work: what happened, what it means, what to do."""

from collections.abc import Mapping

from desktop.i18n import N_, _
from desktop.wording.backups import REFUSALS as COPY_REFUSALS
from desktop.wording.damage import FAULTS as DAMAGE_FAULTS
from desktop.wording.damage import FINDINGS as DAMAGE_FINDINGS
from desktop.wording.exchange import EXCHANGE
from desktop.wording.filling import filled, fills
from desktop.wording.officers import FINDINGS as KEY_FINDINGS
from desktop.wording.officers import REFUSALS as KEY_REFUSALS
from desktop.wording.sending import REFUSALS
from desktop.wording.sheets import WORKBOOKS
from desktop.wording.stick import STICK, stick_sentence
from desktop.wording.superior import REFUSALS as SUPERIOR_REFUSALS

_FAULTS = {
    "store_error": N_(
        "The data in {folder} could not be read or written. Nothing was changed; try again."
    ),
    "store_in_use": N_(
        "The data in {folder} are open in another window or program. Close it there first."
    ),
    "wrong_password": N_("The password does not fit. Nothing was opened."),
    "store_damaged": N_(
        "The data file in {folder} is damaged. Leave it as it is and restore the newest backup."
    ),
    "key_file_damaged": N_(
        "The key file in {folder} is missing or damaged. Restore the newest backup."
    ),
    "store_broken": N_(
        "The disk failed while {folder} was in use. Nothing more is written; "
        "check the disk, then open the data again."
    ),
    "store_too_new": N_(
        "A newer version of the program wrote the data in {folder}; nothing was changed. Install "
        "that version again. To go on with this one, restore the backup made before the update: "
        "it lacks what was entered since, which is kept beside it."
    ),
    "upgrade_failed": N_(
        "The data in {folder} could not be brought up to this version of the program and were "
        "left as they are. Work on with the former version, and show this line to whoever helps: "
        "{reason}"
    ),
    "not_a_store": N_("{folder} holds no data of Sổ 138. Check the folder, or make a new one."),
    "folder_not_empty": N_("{folder} is not empty. Choose an empty folder; nothing was changed."),
    "disk_full": N_("No room is left on the disk. Free some space and try again; nothing is lost."),
    "folder_read_only": N_(
        "The folder may not be written to: {place}. Choose another one or ask for the right."
    ),
    "file_read_only": N_(
        "The file {path} is read-only and was left as it is. Choose another name, or allow "
        "writing to it."
    ),
    "engine_too_old": N_(
        "The database engine ({found}) is too old to keep data safe. Install the program anew."
    ),
    "backup_damaged": N_("The backup {name} is damaged and is not used. Choose another one."),
    "backup_unknown": N_("There is no backup named {name}. See the list of backups."),
    "row_refused": N_("The data do not fit together, so nothing was written."),
    "undo_conflict": N_("The same lines have been changed since, so this step stays as it is."),
    "file_fault": N_("The file {place} could not be read or written: {reason}."),
    "device_failing": N_(
        "The disk or stick does not answer at {place}: it is failing or was pulled out. Plug it "
        "in again, or use another one."
    ),
    "file_in_use": N_("The file {place} is open in another program. Close it there first."),
    "file_missing": N_(
        "The file or folder {place} is not there. Plug in the stick it lies on, or choose it again."
    ),
    "file_is_folder": N_("{place} is a folder. Write the name of a file."),
    "file_name_too_long": N_("The name of the file is too long: {place}. Choose a shorter one."),
    "file_name_refused": N_(
        "Not every computer takes a file of this name: {place}. Use plain letters and digits, no "
        "dot or blank at the end, and not CON, NUL, COM1 or the like."
    ),
    "program_file_damaged": N_(
        "A file of the program is missing or damaged: {place}. Install the program anew; "
        "the data are not affected."
    ),
    "file_unverified": N_(
        "What was read back from {place} differs from what was written: the disk or stick "
        "is failing. Use another one."
    ),
}

_ALL = (
    COPY_REFUSALS,
    WORKBOOKS,
    _FAULTS,
    EXCHANGE,
    STICK,
    REFUSALS,
    SUPERIOR_REFUSALS,
    KEY_REFUSALS,
    DAMAGE_FAULTS,
)

_FINDINGS = {
    **KEY_FINDINGS,
    **DAMAGE_FINDINGS,
    "ok": N_("Everything is in order."),
    "key_file_damaged": N_(
        "The key file {name} is missing or damaged; its other version is in use. Make a backup."
    ),
    "only_self_opening": N_(
        "No password protects the data: whoever holds a copy of the folder can read it."
    ),
    "no_backup": N_("There is no backup yet."),
    "decision_unsigned": N_(
        "The decision no. {position} on the file {file} of the unit {unit} {name} does not bear "
        "this office's signature: it was changed outside the program and does not count. The file "
        "waits to be verified."
    ),
}


def error_text(code: str, details: Mapping[str, str]) -> str:
    """What stopped the work, in sentences."""
    place = details.get("path") or details.get("folder") or details.get("name") or "…"
    known = {"place": place, "folder": place, **details}
    own = stick_sentence(code, details)
    offered = [own] if own else [text for text in (one.get(code) for one in _ALL) if text]
    if not offered:
        return _("The work was stopped ({code}). Nothing was changed.").format(code=code)
    # A missing file may be a list or one of ours: the sentence is taken whose fields are there.
    sentence = next((text for text in offered if fills(text, known)), offered[-1])
    return filled(_(sentence), known)


def finding_text(code: str, details: Mapping[str, str]) -> str:
    """What the check of a data folder found, or why a place is risky for it."""
    sentence = _FINDINGS.get(code)
    return filled(_(sentence), details) if sentence else error_text(code, details)


def known_fault(code: str) -> bool:
    """Whether a code has sentences of its own."""
    return any(code in one for one in _ALL)


def known_finding(code: str) -> bool:
    """Whether a finding has a sentence of its own."""
    return code in _FINDINGS or known_fault(code)
