-- Which articles tell of the same event.

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

CREATE TABLE told_in (
    article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
    chapter INTEGER NOT NULL REFERENCES chapter (number) ON DELETE CASCADE
) STRICT;

CREATE INDEX told_in_chapter ON told_in (chapter);

CREATE TABLE not_gathered (
    day TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO not_gathered (day) SELECT DISTINCT day FROM article WHERE day IS NOT NULL;

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
