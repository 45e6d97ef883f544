-- Repeats are judged otherwise, in an article and across: all articles are connected anew.

DELETE FROM link;
DELETE FROM met_by;
DELETE FROM side;
DELETE FROM connected;
