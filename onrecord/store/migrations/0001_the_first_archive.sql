-- The first archive: articles, where they stand, what was said in them, and the search over both.

PRAGMA application_id = 1869509221;  -- 0x6F6E7265, "onre": tells our files from other programs'

CREATE TABLE capture (
    number INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    fetched TEXT,
    folder TEXT,
    given TEXT,
    UNIQUE (source, sha256)
) STRICT;

CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    outlet TEXT,
    day TEXT,
    made_by TEXT NOT NULL,
    noun TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX article_by_day ON article (day, id);
CREATE INDEX article_by_outlet ON article (outlet);

CREATE TABLE sighting (
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    capture INTEGER NOT NULL REFERENCES capture (number),
    locator TEXT NOT NULL,
    pieces TEXT NOT NULL,
    PRIMARY KEY (article, capture, locator)
) STRICT, WITHOUT ROWID;

CREATE INDEX sighting_by_capture ON sighting (capture);

CREATE TABLE dropped (
    number INTEGER PRIMARY KEY,
    article INTEGER REFERENCES article (number) ON DELETE CASCADE,
    capture INTEGER NOT NULL REFERENCES capture (number),
    noun TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX dropped_once ON dropped (capture, ifnull(article, 0), noun);
CREATE INDEX dropped_by_article ON dropped (article);

CREATE TABLE analysis (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    network TEXT,
    noun TEXT NOT NULL
) STRICT;

CREATE TABLE statement (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    standing TEXT,
    manner TEXT NOT NULL,
    stance TEXT NOT NULL,
    UNIQUE (article, position)
) STRICT;

CREATE TABLE saying (
    statement INTEGER PRIMARY KEY REFERENCES statement (number) ON DELETE CASCADE,
    words TEXT NOT NULL,
    noun TEXT NOT NULL
) STRICT;

CREATE TABLE name (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL
) STRICT;

CREATE INDEX name_by_key ON name (key);

CREATE TABLE said_by (
    name INTEGER NOT NULL REFERENCES name (number),
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    PRIMARY KEY (name, statement)
) STRICT, WITHOUT ROWID;

CREATE INDEX said_by_statement ON said_by (statement);

CREATE TABLE was (
    old TEXT PRIMARY KEY,
    new TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE forgotten (
    id TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE statement_words USING fts5 (
    words, content = 'saying', content_rowid = 'statement',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);

CREATE TRIGGER saying_added AFTER INSERT ON saying BEGIN
    INSERT INTO statement_words (rowid, words) VALUES (new.statement, new.words);
END;

CREATE TRIGGER saying_removed AFTER DELETE ON saying BEGIN
    INSERT INTO statement_words (statement_words, rowid, words) VALUES ('delete', old.statement, old.words);
END;

CREATE TRIGGER saying_changed AFTER UPDATE OF statement, words ON saying BEGIN
    INSERT INTO statement_words (statement_words, rowid, words) VALUES ('delete', old.statement, old.words);
    INSERT INTO statement_words (rowid, words) VALUES (new.statement, new.words);
END;

CREATE VIRTUAL TABLE article_words USING fts5 (
    text, content = 'article', content_rowid = 'number',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);

CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
    INSERT INTO article_words (rowid, text) VALUES (new.number, new.text);
END;

CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN
    INSERT INTO article_words (article_words, rowid, text) VALUES ('delete', old.number, old.text);
END;

CREATE TRIGGER article_changed AFTER UPDATE OF number, text ON article BEGIN
    INSERT INTO article_words (article_words, rowid, text) VALUES ('delete', old.number, old.text);
    INSERT INTO article_words (rowid, text) VALUES (new.number, new.text);
END;
