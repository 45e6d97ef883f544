-- Statements are compared by more than before: all articles are connected anew.

DELETE FROM link;
DELETE FROM met_by;
DELETE FROM side;
DELETE FROM connected;
