"""お客様クラブ: one in each division, of customers who said yes (S004-1.2.1). 0036."""
