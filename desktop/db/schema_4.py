"""Schema 4: officers with a role, what was erased for good, what a decision chose between.

Roles say what an officer may do (``all``, ``enters``, ``closes``, ``reads``); they matter only
where there is a second officer. One who left keeps the row: the log names officers by their id.
An erasure tells which entries of the log (``first_seq`` to ``last_seq``) lost the salts of a text
that must not be kept, in which kinds of place it stood, and how many times; never the text.
``chosen_from`` of a decision is a JSON list of the packages that lay beside the one decided on
under the same number; it is empty where the decision is older than the column.
Facts of the store hold the rest: ``recovery_sheet_*`` of the printed sheet, ``key_slots`` of the
slots in force, ``moved_to`` of a copy that is only read.
"""

SCHEMA_4 = """
ALTER TABLE officers ADD COLUMN role TEXT NOT NULL DEFAULT 'all'
  CHECK (role IN ('all', 'enters', 'closes', 'reads'));
ALTER TABLE officers ADD COLUMN left_at TEXT;

ALTER TABLE package_decisions ADD COLUMN chosen_from TEXT NOT NULL DEFAULT '';

CREATE TABLE erasures (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  officer TEXT NOT NULL,
  kind TEXT NOT NULL,
  places TEXT NOT NULL DEFAULT '[]',
  first_seq INTEGER,
  last_seq INTEGER,
  count INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0)
) STRICT;
"""
