ALTER TABLE run ADD COLUMN discarded_at_millis INTEGER;

CREATE TABLE run_label (
    run TEXT NOT NULL PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE waiting_experiment (
    id TEXT NOT NULL PRIMARY KEY,
    place INTEGER NOT NULL,
    state TEXT NOT NULL,
    owner_process_id INTEGER NOT NULL,
    owner_started_at_millis INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE vote (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    first_run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    second_run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    article INTEGER NOT NULL,
    choice TEXT NOT NULL,
    voted_at_millis INTEGER NOT NULL
) STRICT;

CREATE INDEX vote_by_runs ON vote (first_run, second_run);
