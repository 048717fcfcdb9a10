"""The tone check: outgoing text and notes held against written rules. A library of its own: no Django, no network.

from nattoku.words.tone import check, Mode
for hit in check("検討いたします。", Mode.APOLOGY): print(hit.rule, hit.text, hit.better.ja)
"""

from nattoku.words.tone.checking import check, worst
from nattoku.words.tone.known import Known
from nattoku.words.tone.own import NOTHING, Own
from nattoku.words.tone.row import Hit, Level, Mode

__all__ = ["NOTHING", "Hit", "Known", "Level", "Mode", "Own", "check", "worst"]
