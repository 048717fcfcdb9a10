"""Finding: cases by their words, and cases like this one, however the words were written."""
