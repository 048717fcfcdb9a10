"""Whether words undertake something: what follows a time says so. A past, a question, a request, a condition do not."""

import re

VAGUE = (
    r"追って|おって(?=ご|お)|近日中|近々|近いうち|後日|(?:でき|出来)(?:る|得る)(?:だけ|限り)(?:早く|早急に|速やかに|早期に|お?早めに)|可能な限り早く"
    r"|なるべく(?:早く|お?早めに|速やかに)|可及的速やかに|早急に|早々に|大?至急|[一1]日も早く|一刻も早く|いち早く|早めに|早期に"
    r"|(?:今|いま|もう)?(?:しばらく|暫く)|(?:今|いま|もう)少し(?=、?お)|(?:もう)?少々(?=お|ご|頂|いただ)|のちほど|後ほど|後程|折り?返し|改め(?:て|まして)"
    r"|速やかに|すみやかに|迅速に|まもなく|間もなく|すぐに?|直ちに|ただちに|順次|随時|そのうち|いずれ|いつか|数(?:日|週間|か月|時間)(?:中|以内|後|のうち)?"
    r"|今後は?、?(?:しっかり|十分|気を|気をつけ|努め|注意)"
    r"|[今来][春夏秋冬]|(?:終わり|済み|整い|決まり|戻り|まとまり|判明し|完了し|終了し|入荷し|分かり|わかり|そろい|揃い|届き|入り)ましたら"
    r"|準備ができ次第|(?:[一-龥ァ-ヶー]{1,6}|[一-龥わ]{1,3}[ぁ-ん]{1,2}|つき|とれ|そろい)(?:でき|出来)?次第(?![にで])"
)
_PAST = (
    r"ました|(?<!ま)した(?=[^らり]|$)|(?:いただ|頂)いた|だった|でした"
    r"|(?:っ|い|け|せ|れ|え)た(?=[一-龥ぁ-んァ-ヶ]?(?:商品|品|お品|件|際|時|とき|ところ|もの|分|ため|の[はがをに])|$)"
)
_WAITS = r"お待ち(?:ください|下さい|(?:いただ|頂)け(?!まし)|願)|(?:お時間|ご猶予)を?(?:(?:いただ|頂)きます|(?:いただ|頂)きたく|頂戴(?:いた)?し(?:ます|たく)|ください|下さい)"
_ASKS = (
    r"ください|下さい|お願い|願います|(?:ます|です|でしょう|ません|ましょう)か(?!ら)|いただけ(?:ます|ません)|頂けます|(?:いただ|頂)きたく"
    r"|ご都合|賜り|[てで](?:ほし|欲し)|[をご]お?(?:希望|望み|求め)"
)
_DENIES = r"ません|(?:でき|出来)?かねます|なかった|なく、|かかります(?=ので|ため)|難し|困難|[かさたなられわばけせてねめきり]ず(?=、|に)"
_ENDS = (
    r"(?:する|送る|伺う|届ける|返す|調べる|直す|払う|かける|出す|渡す|行く|終える|改める|知らせる"
    r"|連絡|電話|発送|送付|返金|訪問|報告|返信|回答|対応|手配|納品|お届け|予定)(?=。|$)"
)
_UNDERTAKES = (
    r"お約束(?=。|$|です)|予定(?!(?:でし|[しで]て?(?:おり|い)まし)た)(?:です|で|に|して)|見込み(?:です|で(?!し))|所存|つもり|存じます(?=。|$)|せて(?:いただ|頂)きます"
    r"|(?:申し|差し|さし|し)(?:上|あ)げます"
    r"|(?:おり|ござい|あり|申し|思い|存じ|承り|感謝(?:いた)?し|お詫び(?:いた)?し|おわび(?:いた)?し|になれ|いらっしゃい|(?:いただ|頂)き|くださ?い|なって(?:おり|い)|て(?:おり|い))ます(?P<states>)"
    rf"|(?:[ぁ-ん一-龥])ます(?!か(?!ら))|ましょう(?!か)|{_ENDS}"
)
_EVENT = re.compile(
    rf"(?P<past>{_PAST})|(?P<condition>場合|れば|たら|なら(?!び|ず)|次第で)|(?P<waits>{_WAITS})|(?P<asks>{_ASKS})"
    rf"|(?P<denies>{_DENIES})|(?P<undertakes>{_UNDERTAKES})|(?P<fact>です|でございます|である)"
)
_COURTESY = re.compile(r"(?:お詫び|おわび|お礼|御礼|感謝|お願い|お悔やみ|お見舞い)(?:を)?申し(?:上|あ)げます")
_ABOUT = re.compile(
    r"で(?:は|も)?なく|付け?の|現在|時点|発[行売]|の(?:件|お電話|お手紙|メール|ご注文|ご連絡を|ご来店|ご購入|お買い上げ|ご指摘|お申し出|お問い?合わ?せ)"
    r"|の[^、。]{0,12}(?:につきまして|について|に関し)|に?(?:お買い上げ|ご購入|ご注文|お求め|ご契約|ご来店|受付)の"
)
_BEFORE = re.compile(
    r"(?:[昨去]年の?|一昨年の?|先月の?|毎[週月年日朝晩]?|平日の?|(?:営業|受付)時間[は:]?|注文日:|発行日:|受付日:)$"
)
_AFTER = re.compile(r"(?:(?<!この)後|[てで]から|次第|[着領]日から|[着領]から)、?$")
_NAMED = re.compile(r"(?:予定|納期|期日|お届け日|次回|ご連絡|ご訪問|返金日|発送日)(?:日|日時)?(?:は|:)[、 ]*$")
_STATED = re.compile(r"[。 ]*$|で(?:す|ござい)|の予定")


def follows(sentence: str) -> tuple[str, int]:
    """What comes first in this rest of a sentence, and where: past, condition, waits, asks, denies, undertakes, fact, or
    "" and -1."""
    for event in _EVENT.finditer(sentence):
        kind = event.lastgroup or ""
        courtesy = _COURTESY.search(sentence[max(0, event.start() - 6) : event.end()])
        if kind == "states" or event["states"] is not None or courtesy:
            return "fact", event.start()
        return kind, event.start()
    return "", -1


def named(before: str, rest: str) -> bool:
    """The time itself is what is stated: お届け予定日：10月5日, 納期は10月20日でございます."""
    return bool(_NAMED.search(before) and _STATED.match(rest))


def about(before: str, rest: str) -> bool:
    """The time only says which thing is meant, or when things are open: 9月20日のご注文, 平日9時から18時まで."""
    return bool(_BEFORE.search(before) or _ABOUT.match(rest))


def hangs(before: str) -> bool:
    """The span begins with something that has not happened yet, so that nobody knows its end: 到着後、3日以内."""
    return bool(_AFTER.search(before))
