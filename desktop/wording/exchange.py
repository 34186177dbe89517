"""Why a file between offices is refused: what happened, what it means, what to do."""

from desktop.i18n import N_

EXCHANGE = {
    "exchange_error": N_(
        "The file could not be read or written. Nothing was taken over; try again."
    ),
    "not_a_file": N_(
        "This is no file but a device of the system. Nothing was read; choose the file itself."
    ),
    "not_a_package": N_(
        "This is no report file of Sổ 138, or its beginning is damaged. Nothing was taken over. "
        "The name of a report file ends in .s138; if this one does, have the sender write it again."
    ),
    "not_a_receipt": N_(
        "This is no receipt of Sổ 138, or its beginning is damaged. Nothing was taken over. "
        "The name of a receipt ends in .s138r; if this one does, have the superior write it again."
    ),
    "not_a_connection": N_(
        "This is no connection file of Sổ 138, or its beginning is damaged. Nothing was taken "
        "over. The name of a connection file ends in .s138c; if this one does, have the superior "
        "write it again."
    ),
    "too_big": N_(
        "The file is larger than any that the program writes, so it was not opened. "
        "Have the sender write it again."
    ),
    "too_new": N_(
        "A newer version of the program ({version}) wrote this file. Nothing was taken over; "
        "install the newer version, then open the file again."
    ),
    "damaged": N_(
        "The file was damaged on its way: a part is missing or has changed. Nothing was taken "
        "over; have the sender write the same file again."
    ),
    "not_for_us": N_(
        "The file was made for another office, or its beginning is damaged. Nothing was taken "
        "over; have the sender look which superior the file was made for and write it again."
    ),
    "passphrase_needed": N_(
        "The file is locked with a passphrase. Type the one printed on the hand-over slip."
    ),
    "wrong_passphrase": N_(
        "The passphrase belongs to another file. Nothing was opened; take the slip that was "
        "printed with this file and type its passphrase."
    ),
    "passphrase_mistyped": N_(
        "The passphrase is mistyped. Nothing was opened; compare it with the slip group by group."
    ),
    "passphrase_group_mistyped": N_(
        "The passphrase is mistyped in group {groups}. Nothing was opened; "
        "compare that group with the slip."
    ),
    "bad_signature": N_(
        "The contents were changed after they were signed. Nothing was taken over; "
        "have the sender write the file again, and keep this one to look into."
    ),
    "bad_manifest": N_(
        "The file says things of itself that no version of the program writes. Nothing was taken "
        "over; have the sender write it again with the program."
    ),
    "bad_payload": N_(
        "The figures in the file cannot be read or contradict one another. Nothing was taken over; "
        "have the sender check its data and write the file again."
    ),
    "payload_mismatch": N_(
        "The figures in the file are not those that its first page announces. Nothing was taken "
        "over; have the sender write the file again."
    ),
    "period_mismatch": N_(
        "The figures belong to another unit or period than the file says. Nothing was taken "
        "over; have the sender write the file again."
    ),
    "draft": N_(
        "The figures are those of a period that is still open: a draft. Nothing was taken over; "
        "the period is closed first, then its file is written."
    ),
    "unknown_signer": N_(
        "The receipt is signed by an office that this data folder is not connected with. "
        "Nothing was changed; ask the superior for its connection file."
    ),
    "bad_receipt": N_(
        "The receipt cannot be read. Nothing was changed; "
        "have the superior write it again, or read its code over the telephone."
    ),
    "bad_connection": N_(
        "The connection file cannot be read. Nothing was changed; have the superior write it again."
    ),
    "bad_key": N_(
        "A key to sign or encrypt with cannot be used. Nothing was written; "
        "check the data, or restore the newest backup."
    ),
}
