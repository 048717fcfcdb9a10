"""お声: what customers said becomes ideas with their words quoted, decided, and told back (S004-1.3.3). 0036."""
