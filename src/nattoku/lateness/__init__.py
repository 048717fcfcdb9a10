"""一報の遅れ: shown to the person first, judged by a human alone, off until the clause is written (S004-2.1.3.1, T6). 0036."""
