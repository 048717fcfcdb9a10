"""The same questions, asked of the engine that holds the log: Ibis writes the SQL, the engine's own driver runs it.

addresses.py says which table is meant, on_*.py how each engine is spoken to, events.py what an event is there; flows.py,
paths.py, hands.py, staging.py and lateness.py ask. Only whole numbers and names come back: what is divided is divided
here, so that every engine gives the same answer to the last digit.
"""
