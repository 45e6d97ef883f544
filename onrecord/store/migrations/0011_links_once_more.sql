-- What makes two statements one, or one a denial of the other, is judged otherwise: all articles are connected anew.

DELETE FROM link;
DELETE FROM met_by;
DELETE FROM side;
DELETE FROM connected;
