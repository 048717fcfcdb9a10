"""声になっていないご不満: signs that somebody is dissatisfied and has not said so (S004-2.3.6)."""
