-- An archive as it is today. `migrations/` lead here, and a test holds the two equal.
--
-- One file, read by many, written by one at a time. Nouns are stored whole, as JSON (`noun`), so that what
-- goes in comes out; beside it stand, as columns, the few things that are searched for. Offsets are those of
-- `record.py`: half-open code points of `article.text`.

PRAGMA application_id = 1869509221;  -- 0x6F6E7265, "onre": tells our files from other programs'

-- Where bytes came from. `folder` is where a relative `source` was relative to when it was last added, NULL
-- for what cannot be read again (standard input); `given` the day that the user gave with it.
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

-- `noun` is record.Article without `text` and `origin`; `day` the first ten characters of its published value;
-- `made_by` is record.MadeBy: what read it.
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

-- Each place where an article stands: one row for most, more where several captures hold it. `fetched` is when
-- that place of the capture was, NULL for what nobody fetched: the records of a WARC each have their own.
CREATE TABLE sighting (
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    capture INTEGER NOT NULL REFERENCES capture (number),
    locator TEXT NOT NULL,
    pieces TEXT NOT NULL,
    fetched TEXT,
    PRIMARY KEY (article, capture, locator)
) STRICT, WITHOUT ROWID;

CREATE INDEX sighting_by_capture ON sighting (capture);

-- What was left out, for an article or (NULL) for none. `noun` is record.Dropped without its capture and its
-- article; the order of numbers is the order of the capture.
CREATE TABLE dropped (
    number INTEGER PRIMARY KEY,
    article INTEGER REFERENCES article (number) ON DELETE CASCADE,
    capture INTEGER NOT NULL REFERENCES capture (number),
    noun TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX dropped_once ON dropped (capture, ifnull(article, 0), noun);
CREATE INDEX dropped_by_article ON dropped (article);

-- What the network saw, kept so that later stages run again without it: record.Analysis. `network` is the
-- digest of its weights, NULL where quotation marks alone were read.
CREATE TABLE analysis (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    network TEXT,
    noun TEXT NOT NULL
) STRICT;

-- What is asked of a statement, in rows as small as they can be. `number` grows with the day of the article
-- (its proleptic ordinal in the bits above 40, 0 where it is unknown), so that the newest come first without
-- sorting; within an article the first statement has the highest.
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

-- What a statement says: its words, and record.Statement.
CREATE TABLE saying (
    statement INTEGER PRIMARY KEY REFERENCES statement (number) ON DELETE CASCADE,
    words TEXT NOT NULL,
    noun TEXT NOT NULL
) STRICT;

-- Speakers' names as they are shown. `key` is the name without case, accents and punctuation.
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

-- Ids of articles and statements that a later reading replaced, and by which; NULL where by none.
CREATE TABLE was (
    old TEXT PRIMARY KEY,
    new TEXT
) STRICT, WITHOUT ROWID;

-- Articles that a person has had taken out. They are not added again unasked.
CREATE TABLE forgotten (
    id TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What people decide about statements: record.Decision. `number` is the order in which they did, `article` and
-- `statement` are the target's ids; neither need be there any more, so that a decision outlasts them.
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

-- What the machine says of an article in which a decision stands: its record.Statements, in order. `statement`
-- has them as people decided; in all other articles the two are one.
CREATE TABLE undecided (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    noun TEXT NOT NULL
) STRICT;

-- Articles that were compared with all others. `house` is where it was printed, `place` its outlet and address.
CREATE TABLE compared (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    house TEXT NOT NULL,
    place TEXT,
    words INTEGER NOT NULL
) STRICT;

CREATE INDEX compared_by_place ON compared (place);

-- The shingles (numbers for five words in a row) that stand for an article: what two have in common tells that
-- they are to be compared.
CREATE TABLE stands_for (
    shingle INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    PRIMARY KEY (shingle, article)
) STRICT, WITHOUT ROWID;

CREATE INDEX stands_for_article ON stands_for (article);

-- Shingles that a house prints again and again: they stand for none of its articles.
CREATE TABLE repeated (
    house TEXT NOT NULL,
    shingle INTEGER NOT NULL,
    PRIMARY KEY (house, shingle)
) STRICT, WITHOUT ROWID;

-- record.Kinship.
CREATE TABLE kinship (
    article INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    of INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (article, of)
) STRICT, WITHOUT ROWID;

CREATE INDEX kinship_of ON kinship (of);

-- Somebody or some body as one article names them. `id` is a digest of both: the address of the voice that the
-- appearance is part of. `meant` is the name that a metonym stands for, else the name; `block` has all that could
-- be one voice with it; `heads` are the posts' words, `roles` the posts as written (JSON). `machine` is the voice by
-- the machine, `voice` as people decided, each by the id of its first appearance.
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
CREATE INDEX appearance_by_voice ON appearance (voice, article, name);
CREATE INDEX appearance_decided ON appearance (id) WHERE voice <> machine;

-- The people and bodies whom an article names in full, one a line. An article that has no row here was not looked at.
CREATE TABLE company (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    names TEXT NOT NULL
) STRICT;

-- What people decide about voices: record.VoiceDecision, in the order in which they did.
CREATE TABLE voice_decision (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    noun TEXT NOT NULL
) STRICT;

-- Rows of tables that people brought: record.Listed, under each block in which a voice may be the one.
CREATE TABLE register (
    id TEXT NOT NULL,
    block TEXT NOT NULL,
    noun TEXT NOT NULL,
    PRIMARY KEY (block, id)
) STRICT, WITHOUT ROWID;

-- Articles whose statements were compared with those of all others; `stale`: before an article
-- that was connected already turned out to be a copy of it, or none.
CREATE TABLE connected (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    stale INTEGER NOT NULL DEFAULT 0,
    inside TEXT
) STRICT;

CREATE INDEX connected_stale ON connected (article) WHERE stale;

-- What a statement is compared by: connect.sides.Side, all of it from its own article.
CREATE TABLE side (
    statement INTEGER PRIMARY KEY REFERENCES statement (number) ON DELETE CASCADE,
    noun TEXT NOT NULL
) STRICT;

-- The keys under which a statement is found by others (connect.keys): numbers for what is rare in it.
CREATE TABLE met_by (
    key INTEGER NOT NULL,
    statement INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    PRIMARY KEY (key, statement)
) STRICT, WITHOUT ROWID;

CREATE INDEX met_by_statement ON met_by (statement);

-- record.Link, of one article or two, without those that lead to nobody's words.
CREATE TABLE link (
    start INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    "end" INTEGER NOT NULL REFERENCES statement (number) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    is_sure INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (start, "end")
) STRICT, WITHOUT ROWID;

CREATE INDEX link_end ON link ("end");

-- The articles of a day that tell of one event. `central` is the one most like them all, `words` what they tell of
-- (JSON: stems and weights), `goes_on` the chapter of an earlier day that it goes on with.
CREATE TABLE chapter (
    number INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    central INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
    words TEXT NOT NULL,
    goes_on INTEGER REFERENCES chapter (number) ON DELETE SET NULL
) STRICT;

CREATE INDEX chapter_by_day ON chapter (day);
CREATE INDEX chapter_central ON chapter (central);
CREATE INDEX chapter_goes_on ON chapter (goes_on);

-- Which chapter an article stands in: each that has a day in one.
CREATE TABLE told_in (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    chapter INTEGER NOT NULL REFERENCES chapter (number) ON DELETE CASCADE
) STRICT;

CREATE INDEX told_in_chapter ON told_in (chapter);

-- Days whose articles are others than when they were gathered in chapters, kept by the triggers below.
CREATE TABLE not_gathered (
    day TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER article_is_told AFTER INSERT ON article WHEN new.day IS NOT NULL BEGIN
    INSERT OR IGNORE INTO not_gathered (day) VALUES (new.day);
END;

CREATE TRIGGER article_is_not_told AFTER DELETE ON article WHEN old.day IS NOT NULL BEGIN
    INSERT OR IGNORE INTO not_gathered (day) VALUES (old.day);
END;

CREATE TRIGGER article_is_told_otherwise AFTER UPDATE OF day, noun ON article
WHEN old.day IS NOT new.day OR old.noun <> new.noun BEGIN
    INSERT OR IGNORE INTO not_gathered (day) SELECT old.day WHERE old.day IS NOT NULL;
    INSERT OR IGNORE INTO not_gathered (day) SELECT new.day WHERE new.day IS NOT NULL;
END;

-- Full text. The words stand in the tables alone, the indexes are kept by the triggers below. Marks (M*) are
-- letters: without them the vowels of Devanagari and its kin would part words.
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
