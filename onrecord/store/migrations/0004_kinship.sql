-- Which articles are copies, cuts or versions of others, and by what they are found.

CREATE TABLE compared (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    house TEXT NOT NULL,
    place TEXT,
    words INTEGER NOT NULL
) STRICT;

CREATE INDEX compared_by_place ON compared (place);

CREATE TABLE stands_for (
    shingle INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    PRIMARY KEY (shingle, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX stands_for_article ON stands_for (article);

CREATE TABLE repeated (
    house TEXT NOT NULL,
    shingle INTEGER NOT NULL,
    PRIMARY KEY (house, shingle)
) STRICT, WITHOUT ROWID;

CREATE TABLE kinship (
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    of INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (article, of)
) STRICT, WITHOUT ROWID;

CREATE INDEX kinship_of ON kinship (of);
