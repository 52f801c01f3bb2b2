-- What was projected before has no short beginnings of words and no mail addresses with a letter left out: a rebuild adds them.
COMMENT ON COLUMN term.words IS 'Its words, their short beginnings, and what each becomes with one letter left out.';
