"""Schema 1: every table of the first store, STRICT, with foreign keys that restrict.

Rows are identified by UUIDs made where the row was first written, so that they can
travel. ``deleted_at`` marks a soft delete. Dates are ISO texts, instants ISO texts in
UTC. Folded and sort keys come from :mod:`desktop.domain.text`.
"""

SCHEMA_VERSION = 4

SCHEMA_1 = """
CREATE TABLE store_facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE officers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE commune_profiles (
  id TEXT PRIMARY KEY,
  valid_from TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  superior TEXT NOT NULL,
  superior_salutation TEXT NOT NULL DEFAULT '',
  committee_name TEXT NOT NULL,
  committee_abbreviation TEXT NOT NULL,
  parent_body TEXT NOT NULL DEFAULT '',
  place_name TEXT NOT NULL DEFAULT '',
  recipients TEXT NOT NULL DEFAULT '[]',
  plan_reference TEXT NOT NULL DEFAULT '',
  UNIQUE (code, valid_from)
) STRICT;

CREATE TABLE list_entries (
  id TEXT PRIMARY KEY,
  list TEXT NOT NULL CHECK (list IN ('format', 'topic', 'audience', 'body', 'model_kind')),
  label TEXT NOT NULL,
  identity TEXT NOT NULL,
  folded TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
  drug_prevention INTEGER NOT NULL DEFAULT 1 CHECK (drug_prevention IN (0, 1)),
  sensitive INTEGER NOT NULL DEFAULT 0 CHECK (sensitive IN (0, 1)),
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX list_entries_identity ON list_entries (list, identity) WHERE deleted_at IS NULL;

CREATE TABLE residential_groups (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL DEFAULT '',
  identity TEXT NOT NULL,
  folded TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  active_from TEXT,
  active_until TEXT,
  end_state TEXT CHECK (end_state IN ('merged', 'split', 'dissolved')),
  former_commune TEXT NOT NULL DEFAULT '',
  households INTEGER CHECK (households >= 0),
  population INTEGER CHECK (population >= 0),
  counted_on TEXT,
  head_name TEXT NOT NULL DEFAULT '',
  head_telephone TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;

CREATE TABLE lineage_events (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES residential_groups (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('created', 'renamed', 'merged', 'split', 'dissolved')),
  on_date TEXT NOT NULL,
  other_id TEXT REFERENCES residential_groups (id) ON DELETE RESTRICT,
  old_name TEXT NOT NULL DEFAULT '',
  new_name TEXT NOT NULL DEFAULT '',
  decision TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;
CREATE INDEX lineage_events_group ON lineage_events (group_id);

CREATE TABLE committee_members (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  post TEXT NOT NULL DEFAULT '',
  telephone TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  deleted_at TEXT
) STRICT;

CREATE TABLE member_groups (
  member_id TEXT NOT NULL REFERENCES committee_members (id) ON DELETE RESTRICT,
  group_id TEXT NOT NULL REFERENCES residential_groups (id) ON DELETE RESTRICT,
  PRIMARY KEY (member_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE signers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  authority TEXT NOT NULL CHECK (authority IN ('TM.', 'KT.', 'TL.', 'TUQ.')),
  authority_of TEXT NOT NULL DEFAULT '',
  committee_title TEXT NOT NULL DEFAULT '',
  office_title TEXT NOT NULL DEFAULT '',
  rank TEXT NOT NULL DEFAULT '',
  is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
  deleted_at TEXT
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  held_on TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('planned', 'held', 'postponed', 'cancelled')),
  commune_wide INTEGER NOT NULL DEFAULT 0 CHECK (commune_wide IN (0, 1)),
  start_time TEXT NOT NULL DEFAULT '',
  place TEXT NOT NULL DEFAULT '',
  format_id TEXT REFERENCES list_entries (id) ON DELETE RESTRICT,
  lead_body_id TEXT REFERENCES list_entries (id) ON DELETE RESTRICT,
  attendance INTEGER CHECK (attendance >= 0),
  materials TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  folded TEXT NOT NULL DEFAULT '',
  created_order INTEGER NOT NULL DEFAULT 0,
  deleted_at TEXT
) STRICT;
CREATE INDEX sessions_order ON sessions (created_order);
CREATE INDEX sessions_held_on ON sessions (held_on) WHERE deleted_at IS NULL;

CREATE TABLE session_groups (
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE RESTRICT,
  group_id TEXT NOT NULL REFERENCES residential_groups (id) ON DELETE RESTRICT,
  PRIMARY KEY (session_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_groups_group ON session_groups (group_id);

CREATE TABLE session_labels (
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE RESTRICT,
  role TEXT NOT NULL CHECK (role IN ('topic', 'audience', 'partner')),
  position INTEGER NOT NULL,
  entry_id TEXT NOT NULL REFERENCES list_entries (id) ON DELETE RESTRICT,
  PRIMARY KEY (session_id, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_labels_entry ON session_labels (entry_id);

CREATE TABLE not_held (
  id TEXT PRIMARY KEY,
  group_id TEXT NOT NULL REFERENCES residential_groups (id) ON DELETE RESTRICT,
  month TEXT NOT NULL,
  reason TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX not_held_once ON not_held (group_id, month) WHERE deleted_at IS NULL;

CREATE TABLE models (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  identity TEXT NOT NULL,
  folded TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  kind_id TEXT REFERENCES list_entries (id) ON DELETE RESTRICT,
  commune_wide INTEGER NOT NULL DEFAULT 0 CHECK (commune_wide IN (0, 1)),
  founded_on TEXT,
  founded_year INTEGER,
  decision TEXT NOT NULL DEFAULT '',
  members INTEGER CHECK (members >= 0),
  note TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;

CREATE TABLE model_groups (
  model_id TEXT NOT NULL REFERENCES models (id) ON DELETE RESTRICT,
  group_id TEXT NOT NULL REFERENCES residential_groups (id) ON DELETE RESTRICT,
  PRIMARY KEY (model_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX model_groups_group ON model_groups (group_id);

CREATE TABLE model_statuses (
  id TEXT PRIMARY KEY,
  model_id TEXT NOT NULL REFERENCES models (id) ON DELETE RESTRICT,
  status TEXT NOT NULL
    CHECK (status IN ('proposed', 'launched', 'active', 'weak', 'paused', 'dissolved', 'merged')),
  since TEXT,
  deleted_at TEXT
) STRICT;
CREATE INDEX model_statuses_model ON model_statuses (model_id);

CREATE TABLE model_activities (
  id TEXT PRIMARY KEY,
  model_id TEXT NOT NULL REFERENCES models (id) ON DELETE RESTRICT,
  on_date TEXT NOT NULL,
  note TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX model_activities_model ON model_activities (model_id);

CREATE TABLE closings (
  id TEXT PRIMARY KEY,
  period TEXT NOT NULL,
  first_day TEXT NOT NULL,
  end_day TEXT NOT NULL,
  correction INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  closed_at TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  reopened_at TEXT,
  reopen_reason TEXT NOT NULL DEFAULT '',
  snapshot BLOB NOT NULL,
  snapshot_sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX closings_period ON closings (period);

CREATE TABLE report_texts (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  period TEXT NOT NULL,
  section TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (kind, period, section)
) STRICT;

CREATE TABLE unfinished_lines (
  id TEXT PRIMARY KEY,
  sheet TEXT NOT NULL,
  position INTEGER NOT NULL,
  cells TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  officer TEXT NOT NULL,
  action TEXT NOT NULL,
  details TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE audit_salts (
  seq INTEGER PRIMARY KEY REFERENCES audit (seq) ON DELETE RESTRICT,
  salt TEXT NOT NULL
) STRICT;

CREATE TABLE undo_steps (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  action TEXT NOT NULL,
  label TEXT NOT NULL,
  changes TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;
CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit chain is append-only'); END;
CREATE TRIGGER audit_salts_are_not_changed BEFORE UPDATE ON audit_salts
BEGIN SELECT RAISE(ABORT, 'a salt is dropped or kept, never changed'); END;
"""
