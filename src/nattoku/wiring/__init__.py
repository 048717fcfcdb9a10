"""The two tables: what follows from facts."""
