"""クレドと姿勢: the daily line, the thirteen points, the self-check and the training (S004-3, 5). 0036."""
