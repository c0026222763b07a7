CREATE TABLE run (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    experiment TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    state TEXT NOT NULL,
    created_at_millis INTEGER NOT NULL,
    owner_process_id INTEGER NOT NULL,
    owner_started_at_millis INTEGER NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE INDEX run_by_experiment ON run (experiment, ordinal);

CREATE TABLE sample (
    run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT;

CREATE TABLE memory_reading (
    run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    elapsed_millis REAL NOT NULL,
    resident_bytes INTEGER NOT NULL
) STRICT;

CREATE INDEX memory_reading_by_run ON memory_reading (run);
