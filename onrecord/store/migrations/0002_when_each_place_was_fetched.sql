-- The records of a web archive were each fetched at a time of their own.

ALTER TABLE sighting ADD COLUMN fetched TEXT;

UPDATE sighting SET fetched = (SELECT capture.fetched FROM capture WHERE capture.number = sighting.capture);
