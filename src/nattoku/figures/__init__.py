"""数字で見る姿勢: one page of figures by division, read from the facts of many rooms; no person is counted. 0041."""
