CREATE TABLE refused_stack (
    experiment TEXT NOT NULL,
    place INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (experiment, place)
) STRICT;
