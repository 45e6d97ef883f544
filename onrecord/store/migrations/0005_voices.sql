-- Who speaks in which article, which of them are one voice, and what people decide about that.

CREATE TABLE appearance (
    id TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    meant TEXT NOT NULL,
    kind TEXT,
    block TEXT NOT NULL,
    heads TEXT NOT NULL,
    roles TEXT NOT NULL,
    machine TEXT NOT NULL,
    voice TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX appearance_by_article ON appearance (article);
CREATE INDEX appearance_by_block ON appearance (block);
CREATE INDEX appearance_by_name ON appearance (name);
CREATE INDEX appearance_by_machine ON appearance (machine);
CREATE INDEX appearance_by_voice ON appearance (voice);
CREATE INDEX appearance_decided ON appearance (id) WHERE voice <> machine;

CREATE TABLE company (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    names TEXT NOT NULL
) STRICT;

CREATE TABLE voice_decision (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    noun TEXT NOT NULL
) STRICT;

CREATE TABLE register (
    id TEXT NOT NULL,
    block TEXT NOT NULL,
    noun TEXT NOT NULL,
    PRIMARY KEY (block, id)
) STRICT, WITHOUT ROWID;
