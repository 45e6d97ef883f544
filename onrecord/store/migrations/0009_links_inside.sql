-- What the statements of an article do to each other, and to what nobody is on record saying: record.Link, in
-- order. NULL where it was connected before this was kept; then it is worked out when it is asked for.

ALTER TABLE connected ADD COLUMN inside TEXT;
