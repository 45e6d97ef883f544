-- A link says whether it is sure; how sure one is, is judged otherwise: all articles are connected anew.

ALTER TABLE link ADD COLUMN is_sure INTEGER NOT NULL DEFAULT 1;

DELETE FROM link;
DELETE FROM met_by;
DELETE FROM side;
DELETE FROM connected;
