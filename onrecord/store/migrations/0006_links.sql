-- What statements do to each other, in one article and across articles, and by what they are found.

CREATE TABLE connected (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    stale INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX connected_stale ON connected (article) WHERE stale;

CREATE TABLE side (
    statement INTEGER PRIMARY KEY REFERENCES statement (number) ON DELETE CASCADE,
    noun TEXT NOT NULL
) STRICT;

CREATE TABLE met_by (
    key INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    PRIMARY KEY (key, statement)
) STRICT, WITHOUT ROWID;

CREATE INDEX met_by_statement ON met_by (statement);

CREATE TABLE link (
    start INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    "end" INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (start, "end")
) STRICT, WITHOUT ROWID;

CREATE INDEX link_end ON link ("end");
