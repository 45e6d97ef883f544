-- The statements of a voice are found by the index alone.

DROP INDEX appearance_by_voice;
CREATE INDEX appearance_by_voice ON appearance (voice, article, name);
