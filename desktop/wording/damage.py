"""Faults of the machine and findings of a check: what happened, what it means, what to do."""

from desktop.i18n import N_

FAULTS = {
    "disk_fails": N_(
        "The disk or stick that holds {place} did not read or write: it may be loose or failing. "
        "What was saved before is safe; check it, then try again."
    ),
    "network_gone": N_(
        "The network place {place} does not answer. What was saved on this computer is safe; "
        "use a folder of this computer."
    ),
    "memory_full": N_(
        "The computer has too little memory left for this. Nothing was changed; close other "
        "programs and try again."
    ),
    "too_many_files": N_(
        "The computer has too many files open. Nothing was changed; close other programs and try "
        "again."
    ),
    "file_name_refused": N_(
        "The computer takes no file of this name: {place}. Choose another name without special "
        "characters."
    ),
    "copy_not_newer": N_(
        "The copy {name} holds nothing beyond the copy that is in force; it was passed over."
    ),
    "copy_after_work": N_(
        "The copy {name} was passed over: the data were worked on since the rescue was cut short. "
        "Single things can be brought back from it: System, Backups."
    ),
    "saved_lost": N_(
        "After the disk failed, {count} things that were said to be saved are no longer on it. "
        "Nothing more is written here: start the program anew, it leads through the rescue."
    ),
}
FINDINGS = {
    "store_damaged": N_(
        "The data file is damaged, and nothing more is written into it. The rescue brings back "
        "the newest good copy and what is newer in the damaged file, which is kept."
    ),
    "rescue_unfinished": N_(
        "A rescue was cut short: what the damaged file has beyond the copy has not come back yet. "
        "An officer who holds all rights starts the program anew, and it goes on with it; on the "
        "command line: so138 rescue."
    ),
    "log_broken": N_(
        "The log does not fit together from entry {seq} on: it was changed outside the program. "
        "The figures can be used; keep the folder as it is and have it looked at."
    ),
    "log_cut_off": N_(
        "The backup {name} holds entries that are no longer in the log: somebody took them off "
        "outside the program. Keep the folder and the backup as they are and have them looked at."
    ),
    "clock_behind": N_(
        "The computer's clock stands before {seen}, a day that was seen already. Set the clock "
        "right; until then every date has to be typed, and files for the superior bear a note."
    ),
    "backup_unverified": N_(
        "The backup {name} has not been checked or has changed since. Do not rely on it: make a "
        "new backup."
    ),
    "backup_damaged": N_(
        "The backup {name} is damaged and is not used. Make a new backup, and have the disk "
        "looked at if it happens again."
    ),
    "backup_too_new": N_(
        "A newer version of the program wrote the backup {name}, so it was not checked. It is not "
        "damaged; that version can use it."
    ),
    "mirror_trouble": N_(
        "The newest backup could not be copied to {folder}. The one on this PC is whole; look at "
        "that drive."
    ),
    "synced": N_(
        "The data folder is copied by a synchronising program (OneDrive, Google Drive…), which "
        "can bring back old copies. Move it to a plain folder of this computer, such as D:\\So138."
    ),
    "network": N_(
        "The data folder lies on the network, where a write can be lost without a word. Move it "
        "to a disk of this computer, such as D:\\So138."
    ),
    "removable": N_(
        "The data folder lies on a stick or removable drive: pulled out while writing, it loses "
        "data. Move it to a disk of this computer and keep backups on the stick."
    ),
    "read_only": N_(
        "The data folder may not be written to. Ask for the right to write there, or move it to "
        "a folder of your own."
    ),
    "low_disk": N_(
        "The disk that holds the data has {free} MB left; {needed} MB should be free. Clear away "
        "downloads, pictures or videos; the data are not affected yet."
    ),
}
STEPS = {
    "quick": N_("Key files, clock and list of backups"),
    "pages": N_("Every page of the data file"),
    "structure": N_("The structure of the data"),
    "log": N_("The log, entry by entry"),
    "backup": N_("The backup {name}"),
}
"""What a full check is doing."""
