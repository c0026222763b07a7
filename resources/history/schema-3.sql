CREATE TABLE pinned_chart (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE machine_reading (
    run TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    document TEXT NOT NULL
) STRICT;

CREATE INDEX machine_reading_by_run ON machine_reading (run);
