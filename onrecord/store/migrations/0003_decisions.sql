-- What people decide about statements, and what the machine says of the articles in which they did.

CREATE TABLE decision (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article TEXT NOT NULL,
    statement TEXT NOT NULL,
    at TEXT NOT NULL,
    noun TEXT NOT NULL
) STRICT;

CREATE INDEX decision_by_article ON decision (article);
CREATE INDEX decision_by_statement ON decision (statement);

CREATE TABLE undecided (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    noun TEXT NOT NULL
) STRICT;
