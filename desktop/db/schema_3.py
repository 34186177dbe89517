"""Schema 3: what goes between a commune and its superior.

A package's identity is the hash of its signed bytes, so what came twice lies here once:
``received_contents`` keeps the bytes as they were signed, ``received_packages`` says which
reception brought them, with everything that the board asks for: no bytes are read for it.
Nothing is trusted for lying here. Nothing received is ever removed: a reception that was taken
back is marked, and what it alone brought counts no longer. Secret halves of keys, passphrases
and the secrets of receipts leave the store with a backup of the whole, and in no other way.

A line of the register of issued papers says what its paper is ``about`` beside its period (the
session of minutes, the closing of a public variant) and keeps its ``words`` as they were when it
got its number.
"""

SCHEMA_3 = """
CREATE TABLE own_keys (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('signing', 'sealing')),
  public TEXT NOT NULL UNIQUE,
  secret TEXT NOT NULL,
  made_at TEXT NOT NULL,
  retired_at TEXT
) STRICT;

CREATE TABLE superiors (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  level TEXT NOT NULL DEFAULT '',
  salutation TEXT NOT NULL DEFAULT '',
  code TEXT NOT NULL DEFAULT '',
  deadline TEXT NOT NULL DEFAULT '{}',
  plan_id TEXT NOT NULL DEFAULT '',
  signing_public TEXT NOT NULL,
  sealing_public TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 0),
  installed_at TEXT NOT NULL,
  retired_at TEXT,
  content BLOB NOT NULL
) STRICT;

CREATE TABLE sent_packages (
  package_id TEXT PRIMARY KEY,
  install_id TEXT NOT NULL,
  branch_id TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  previous TEXT NOT NULL DEFAULT '',
  period TEXT NOT NULL,
  closing_id TEXT NOT NULL REFERENCES closings (id) ON DELETE RESTRICT,
  correction INTEGER NOT NULL DEFAULT 0 CHECK (correction >= 0),
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  check_code TEXT NOT NULL,
  superior_id TEXT REFERENCES superiors (id) ON DELETE RESTRICT,
  made_at TEXT NOT NULL,
  passphrase TEXT NOT NULL DEFAULT '',
  receipt_secret TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX sent_packages_once ON sent_packages (install_id, branch_id, sequence);
CREATE INDEX sent_packages_period ON sent_packages (period);

CREATE TABLE sent_copies (
  id TEXT PRIMARY KEY,
  package_id TEXT NOT NULL REFERENCES sent_packages (package_id) ON DELETE RESTRICT,
  place TEXT NOT NULL,
  written_at TEXT NOT NULL
) STRICT;
CREATE INDEX sent_copies_package ON sent_copies (package_id);

CREATE TABLE receipts (
  id TEXT PRIMARY KEY,
  package_id TEXT NOT NULL REFERENCES sent_packages (package_id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('received', 'accepted', 'returned')),
  at TEXT NOT NULL,
  remarks TEXT NOT NULL DEFAULT '[]',
  entered_at TEXT NOT NULL,
  content BLOB
) STRICT;
CREATE INDEX receipts_package ON receipts (package_id);

CREATE TABLE expected_units (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT '',
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  successor_code TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX expected_units_once ON expected_units (code, valid_from)
  WHERE deleted_at IS NULL;

CREATE TABLE unit_keys (
  id TEXT PRIMARY KEY,
  unit_code TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  signing_public TEXT NOT NULL,
  reply_to TEXT NOT NULL DEFAULT '',
  package_id TEXT NOT NULL DEFAULT '',
  accepted_at TEXT NOT NULL,
  officer TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX unit_keys_once ON unit_keys (unit_code, valid_from, signing_public)
  WHERE deleted_at IS NULL;

CREATE TABLE receptions (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  source TEXT NOT NULL DEFAULT '',
  officer TEXT NOT NULL,
  clock_suspect INTEGER NOT NULL DEFAULT 0 CHECK (clock_suspect IN (0, 1)),
  undone_at TEXT,
  undone_by TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE received_contents (
  package_id TEXT PRIMARY KEY,
  signature TEXT NOT NULL DEFAULT '',
  manifest BLOB NOT NULL,
  snapshot BLOB NOT NULL
) STRICT;

CREATE TABLE received_packages (
  reception_id TEXT NOT NULL REFERENCES receptions (id) ON DELETE RESTRICT,
  package_id TEXT NOT NULL REFERENCES received_contents (package_id) ON DELETE RESTRICT,
  file_name TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  unit_name TEXT NOT NULL DEFAULT '',
  install_id TEXT NOT NULL,
  branch_id TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  previous TEXT NOT NULL DEFAULT '',
  period TEXT NOT NULL,
  correction INTEGER NOT NULL DEFAULT 0 CHECK (correction >= 0),
  signer_public TEXT NOT NULL,
  reply_to TEXT NOT NULL DEFAULT '',
  check_code TEXT NOT NULL,
  claimed_at TEXT NOT NULL DEFAULT '',
  clock_suspect INTEGER NOT NULL DEFAULT 0 CHECK (clock_suspect IN (0, 1)),
  figures TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  PRIMARY KEY (reception_id, package_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX received_packages_package ON received_packages (package_id);
CREATE INDEX received_packages_unit ON received_packages (unit_code, period);

CREATE TABLE package_decisions (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  package_id TEXT NOT NULL REFERENCES received_contents (package_id) ON DELETE RESTRICT,
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject')),
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  officer TEXT NOT NULL,
  signature TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX package_decisions_order ON package_decisions (position);
CREATE INDEX package_decisions_package ON package_decisions (package_id);

CREATE TABLE unit_replies (
  id TEXT PRIMARY KEY,
  package_id TEXT NOT NULL REFERENCES received_contents (package_id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('accepted', 'returned')),
  remarks TEXT NOT NULL DEFAULT '[]',
  at TEXT NOT NULL,
  officer TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX unit_replies_package ON unit_replies (package_id);

CREATE TABLE printed_totals (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  period TEXT NOT NULL,
  figures TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX printed_totals_period ON printed_totals (kind, period);

ALTER TABLE issued_papers ADD COLUMN about TEXT NOT NULL DEFAULT '';
ALTER TABLE issued_papers ADD COLUMN words TEXT NOT NULL DEFAULT '';
"""
