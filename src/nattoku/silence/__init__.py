"""Who has gone quiet: the rhythm in which customers buy, and who has fallen out of it. A library: no Django.

from nattoku.silence import purchases, signs

judged = signs.judged(purchases.read(raw, as_of), as_of)
"""
