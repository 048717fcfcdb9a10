"""Law cards: questions, periods and where to ask, as data files. Nothing here decides that a law applies."""
