"""What the words of a ledger mean in ours: how it came, what it is about, how grave, whether it has ended. Pure."""

import re
import unicodedata

from nattoku.cases.words import About, Door, Severity, Urgency, Wish

_DOORS = (
    (Door.LETTER, "手紙|書面|郵便|郵送|fax|ファックス|はがき|ハガキ|文書"),
    (Door.CHAT, "チャット|line|sns|twitter|facebook|インスタ|chatwork|slack"),
    (Door.MAIL, "メール|mail"),
    (Door.WEB, "web|ウェブ|hp|ホームページ|フォーム|サイト|オンライン|ネット|レビュー|口コミ"),
    (Door.VISIT, "来店|来社|来館|来訪|対面|訪問|店頭|口頭|窓口|面談|現場"),
    (Door.PHONE, "電話|tel|入電|受電|コール|phone"),
)
_ABOUTS = (
    (About.PRIVACY, "個人情報|漏えい|漏洩|プライバシー"),
    (About.DELIVERY, "納期|配送|配達|遅配|遅れ|遅延|届|発送|出荷|誤配|欠品|数量|物流|運送"),
    (About.BILLING, "請求|価格|料金|金額|返金|支払|会計|精算|値段"),
    (About.CONDUCT, "接客|態度|応対|言葉遣|マナー|電話対応|身だしなみ|接遇|社員|スタッフ|従業員|営業対応|対応"),
    (About.TERMS, "契約|説明|約款|条件"),
    (About.INFORMATION, "広告|表示|案内|掲載|カタログ|情報"),
    (About.PAPERWORK, "書類|手続|事務|伝票|納品書"),
    (About.EVENT, "予約|催し|イベント|セミナー"),
    (About.PREMISES, "設備|駐車場|清掃|環境|騒音|店舗|施設|トイレ"),
    (About.PRODUCT, "商品|製品|品質|不良|破損|故障|異物|品物|不具合|キズ|汚れ"),
    (About.SERVICE, "サービス|工事|施工|作業|修理|保守"),
    (About.OTHER, "その他|他"),
)
_WISHES = (
    (Wish.APOLOGY, "謝罪|お詫び|謝って"),
    (Wish.EXPLANATION, "説明|原因|報告"),
    (Wish.REPAIR, "交換|修理|代替|やり直し|再送|手直し"),
    (Wish.REFUND, "返金|減額|値引|返品"),
    (Wish.DAMAGES, "賠償|補償|弁償"),
    (Wish.OTHER_PERSON, "担当.{0,4}(交代|変更)|上司|責任者"),
    (Wish.IMPROVEMENT, "改善|再発防止|対策"),
    (Wish.IN_WRITING, "書面|文書|始末書"),
    (Wish.END_DEALINGS, "解約|取引停止|取引の停止|キャンセル"),
)
_SEVERITIES = (
    (Severity.S, r"^s$|最重大|致命|人身|緊急重大|特大"),
    (Severity.A, r"^a$|重大|^高|^大$|^重$|重要|high"),
    (Severity.C, r"^c$|軽|^低|^小$|low"),
    (Severity.B, r"^b$|^中|普通|通常|medium|normal"),
)
_URGENCIES = (
    (Urgency.NOW, r"至急|緊急|即|^高|^a$|^大$|特急|high"),
    (Urgency.TODAY, r"当日|本日|急ぎ"),
    (Urgency.THREE_DAYS, r"^中|普通|通常|^b$|3日|medium|normal"),
    (Urgency.PLANNED, r"^低|^小$|計画|^c$|後日|low"),
)
_OPEN = re.compile(
    "未|中$|対応中|処理中|調査中|継続|保留|途中|進行|受付$|受付済|新規|確認待|回答待|連絡待|open|pending|progress|再開|×|✕|△"
)
_ENDED = re.compile("完了|完結|解決|終了|終結|済|クローズ|close|done|完$|○|〇|◯|✓|✔|レ$|はい|true|対応不要|取下")
_SATISFIED = re.compile(
    "納得|了承|ご了解|了解(いただ|頂|され|を得|済)|わかりました|分かりました|解りました|安心しました|満足|結構です|もう(十分|大丈夫)|感謝|ありがとう|許して"
)
_NOT_SATISFIED = re.compile(
    "(納得|了承|了解|満足|理解)[^。、]{0,6}(ない|ません|得られ(ず|な)|いただけ(ず|な)|頂け(ず|な)|されず|できず|せず|しかね|いかない)"
    "|不満|不服|怒|憤|諦|あきらめ|もういい|もう結構|仕方|しょうがな|二度と|解約|取引(停止|中止)|拒否|平行線|未(了承|納得)|渋々|しぶしぶ|保留"
)


def _bare(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip().lower()


def door(words: str) -> Door | None:
    """Through what it came, None when the words do not say it."""
    return next((d for d, known in _DOORS if re.search(known, _bare(words))), None)


def abouts(words: str) -> list[About]:
    """What it is about, by a word of the category; the first that fits, or none."""
    return [a for a, known in _ABOUTS if re.search(known, _bare(words))][:1]


def wishes(words: str) -> list[Wish]:
    """What is wanted, of what the words name."""
    return [w for w, known in _WISHES if re.search(known, _bare(words))]


def severity(words: str) -> Severity | None:
    """How grave, None when the words do not say it."""
    return next((s for s, known in _SEVERITIES if re.search(known, _bare(words))), None)


def urgency(words: str) -> Urgency | None:
    """How urgent, None when the words do not say it."""
    return next((u for u, known in _URGENCIES if re.search(known, _bare(words))), None)


def ended(status: str) -> bool | None:
    """Whether a status says that it has ended; None when it cannot be told."""
    said = _bare(status)
    if not said:
        return None
    if _OPEN.search(said):
        return False
    return True if _ENDED.search(said) else None


def satisfied(words: str) -> bool:
    """Whether these words say that the customer was satisfied; in doubt not (S004-2.3.1, R8-1)."""
    said = _bare(words)
    return bool(_SATISFIED.search(said)) and not _NOT_SATISFIED.search(said)
