"""Whether words undertake something: what follows a time says so. A past, a question, a request, a condition do not."""

import re

VAGUE = (
    r"追って|おって(?=ご|お)|近日中|近々|近いうち|後日|(?:でき|出来)(?:る|得る)(?:だけ|限り)(?:早く|早急に|速やかに|早期に)|可能な限り早く"
    r"|なるべく(?:早く|早めに)|可及的速やかに|早急に|早々に|至急|大至急|しばらく|暫く|のちほど|後ほど|後程|折り返し|折返し|早めに|速やかに|すみやかに"
    r"|すぐに?|直ちに|ただちに|そのうち|いずれ|いつか|数日(?:中|以内|後|のうち)?|今後は?、?(?:しっかり|十分|気を|気をつけ|努め|注意)|準備ができ次第|分かり次第|わかり次第|でき次第"
)
_EVENT = re.compile(
    r"(?P<past>ました|(?<!ま)した(?=[^らり]|$)|(?:いただ|頂)いた|だった|でした|(?:っ|い|け|せ|れ|え)た(?=[一-龥ぁ-んァ-ヶ]?(?:商品|品|お品|件|際|時|とき|ところ|もの|分|ため|の[はがをに])|$))"
    r"|(?P<condition>場合|れば|たら|なら(?!び|ず)|次第で)"
    r"|(?P<asks>ください|下さい|くださいませ|お願い|願います|(?:ます|です|でしょう|ません)か|いただけ(?:ます|ません)|頂けます|いただきたく|ご都合|賜り)"
    r"|(?P<undertakes>お約束|予定(?:です|で|に|して)|見込み(?:です|で)|所存|つもり|存じます(?=。|$)|させて(?:いただ|頂)きます"
    r"|(?:申し|差し|さし|し)(?:上|あ)げます|(?:おり|ござい|あり|申し|思い|存じ|承り|感謝(?:いた)?し|お詫び(?:いた)?し|おわび(?:いた)?し|でき|出来|(?:いただ|頂)き|くださ?い|なって(?:おり|い)|て(?:おり|い))ます(?P<states>)"
    r"|(?:[ぁ-ん一-龥])ます|ましょう)"
    r"|(?P<fact>ません|です|でございます|である)"
)
_DENIED = re.compile(r"ません|(?:お詫び|おわび|お礼|御礼|感謝|お願い|お悔やみ|お見舞い)(?:を)?申し(?:上|あ)げます")


def follows(sentence: str) -> tuple[str, int]:
    """What comes first in this rest of a sentence, and where: past, condition, asks, undertakes, fact, or "" and -1."""
    for event in _EVENT.finditer(sentence):
        kind = event.lastgroup or ""
        if kind == "states" or event["states"] is not None:
            return "fact", event.start()
        if _DENIED.search(sentence[max(0, event.start() - 6) : event.end()]):
            return "fact", event.start()
        return kind, event.start()
    return "", -1
