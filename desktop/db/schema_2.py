"""Schema 2: what a plan asks for beside sessions and models, and the way of a closed period.

Figures of persons are counts of the whole commune, one row a category and month: no
group, no name. A figure that nobody entered has no row; nil and not applicable are
stated. What the plan itself says stays in its file; here lies only what this commune
chose, added, set or answered. A committee's own forms lie here, so that they travel with
every backup; beside its own paragraphs stand the figures that these were written from.
"""

SCHEMA_2 = """
CREATE TABLE plan_choices (
  from_month TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_files (
  plan_id TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;

CREATE TABLE plan_additions (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('count', 'objective', 'baseline', 'table', 'task')),
  position INTEGER NOT NULL DEFAULT 0,
  content TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX plan_additions_plan ON plan_additions (plan_id);

CREATE TABLE plan_targets (
  plan_id TEXT NOT NULL,
  objective TEXT NOT NULL,
  target TEXT NOT NULL,
  PRIMARY KEY (plan_id, objective)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_baselines (
  plan_id TEXT NOT NULL,
  baseline TEXT NOT NULL,
  value INTEGER NOT NULL CHECK (value >= 0),
  PRIMARY KEY (plan_id, baseline)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_answers (
  id TEXT PRIMARY KEY,
  plan_id TEXT NOT NULL,
  objective TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('yes', 'no', 'not_applicable')),
  on_date TEXT,
  decision TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;
CREATE INDEX plan_answers_plan ON plan_answers (plan_id, objective);

CREATE TABLE plan_tasks (
  plan_id TEXT NOT NULL,
  task TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'under_way', 'done', 'not_applicable')),
  body TEXT NOT NULL DEFAULT '',
  due TEXT,
  on_date TEXT,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (plan_id, task)
) STRICT, WITHOUT ROWID;

CREATE TABLE allocated_rows (
  plan_id TEXT NOT NULL,
  table_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  unit TEXT NOT NULL,
  amounts TEXT NOT NULL,
  PRIMARY KEY (plan_id, table_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE status_events (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  on_date TEXT NOT NULL,
  holds INTEGER NOT NULL CHECK (holds IN (0, 1)),
  decision TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;
CREATE INDEX status_events_status ON status_events (status, on_date);

CREATE TABLE monthly_counts (
  category TEXT NOT NULL,
  month TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('entered', 'nil', 'not_applicable')),
  value INTEGER NOT NULL DEFAULT 0 CHECK (value >= 0 AND (value = 0 OR state = 'entered')),
  PRIMARY KEY (category, month)
) STRICT, WITHOUT ROWID;
CREATE INDEX monthly_counts_month ON monthly_counts (month);

CREATE TABLE count_openings (
  category TEXT PRIMARY KEY,
  value INTEGER NOT NULL CHECK (value >= 0)
) STRICT;

CREATE TABLE area_assessments (
  id TEXT PRIMARY KEY,
  on_date TEXT NOT NULL,
  rule_id TEXT NOT NULL,
  population INTEGER CHECK (population >= 0),
  measured TEXT NOT NULL DEFAULT '{}',
  ticked TEXT NOT NULL DEFAULT '{}',
  thresholds TEXT NOT NULL DEFAULT '{}',
  level TEXT NOT NULL,
  decision TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;
CREATE INDEX area_assessments_on ON area_assessments (on_date);

CREATE TABLE population_years (
  year INTEGER PRIMARY KEY,
  population INTEGER NOT NULL CHECK (population >= 0),
  counted_on TEXT
) STRICT;

CREATE TABLE conversion_milestones (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  due TEXT,
  on_date TEXT,
  note TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  deleted_at TEXT
) STRICT;

CREATE TABLE inspections (
  id TEXT PRIMARY KEY,
  on_date TEXT NOT NULL,
  group_id TEXT REFERENCES residential_groups (id) ON DELETE RESTRICT,
  findings TEXT NOT NULL DEFAULT '',
  follow_up TEXT NOT NULL DEFAULT '',
  due TEXT,
  followed_up_on TEXT,
  deleted_at TEXT
) STRICT;
CREATE INDEX inspections_group ON inspections (group_id);
CREATE INDEX inspections_on ON inspections (on_date);

CREATE TABLE confirmation_answers (
  period TEXT NOT NULL,
  confirmation TEXT NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL,
  officer TEXT NOT NULL,
  PRIMARY KEY (period, confirmation)
) STRICT, WITHOUT ROWID;

CREATE TABLE period_events (
  id TEXT PRIMARY KEY,
  closing_id TEXT NOT NULL REFERENCES closings (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (kind IN ('printed', 'sent', 'received', 'returned')),
  at TEXT NOT NULL,
  officer TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;
CREATE INDEX period_events_closing ON period_events (closing_id);

CREATE TABLE issued_papers (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  period TEXT NOT NULL DEFAULT '',
  closing_id TEXT REFERENCES closings (id) ON DELETE RESTRICT,
  year INTEGER NOT NULL,
  series TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  issued_on TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  signer TEXT NOT NULL DEFAULT '',
  recipients TEXT NOT NULL DEFAULT '[]',
  note TEXT NOT NULL DEFAULT '',
  deleted_at TEXT
) STRICT;
CREATE UNIQUE INDEX issued_papers_once ON issued_papers (year, series, number)
  WHERE deleted_at IS NULL;
CREATE INDEX issued_papers_period ON issued_papers (period);

CREATE TABLE own_forms (
  kind TEXT PRIMARY KEY,
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE report_texts ADD COLUMN state TEXT NOT NULL DEFAULT 'own'
  CHECK (state IN ('own', 'carried'));
ALTER TABLE report_texts ADD COLUMN made_from TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN reported_in TEXT;
CREATE INDEX sessions_reported_in ON sessions (reported_in) WHERE reported_in IS NOT NULL;
ALTER TABLE closings ADD COLUMN reopen_kind TEXT NOT NULL DEFAULT ''
  CHECK (reopen_kind IN ('', 'taken_back', 'correction'));
ALTER TABLE closings ADD COLUMN figures TEXT NOT NULL DEFAULT '';
"""
