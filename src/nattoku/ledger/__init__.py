"""Facts and promises: append, read, verify. The only table of truth."""
