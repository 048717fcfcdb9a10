"""About forty customers with their correct names, how they want to be reached, and what was agreed with them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import NAMESPACE_DNS, uuid5

from nattoku.customers import actions, queries
from nattoku.customers.facts import Channel, Dealings
from nattoku.demo.people import SALES, SERVICE, SHIPPING
from nattoku.people.models import Person

PHONE, VISIT, MAIL, CHAT, FAX, LETTER = Channel
_PROSPECT, _THIRD = Dealings.PROSPECT, Dealings.THIRD_PARTY


@dataclass(frozen=True, kw_only=True)
class Guest:
    """A customer. caller: whose voice it is at a company; not_when, busy, preferred: the three questions."""

    key: str
    name: str
    reading: str
    town: str
    address: str = ""
    phone: str = ""
    company: bool = False
    caller: str = ""
    dealings: Dealings = Dealings.DEALINGS
    division: str = SALES
    preferred: tuple[Channel, ...] = ()
    hardly_seen: tuple[Channel, ...] = ()
    not_when: str = ""
    busy: str = ""
    not_to_send: tuple[str, str] = ("", "")
    learned: tuple[str, str] | None = None
    contracts: tuple[tuple[str, bool, str], ...] = ()
    pk: str = ""

    @property
    def voice(self) -> str:
        """The name as it is heard on the phone."""
        return f"{self.name} {self.caller}" if self.caller else self.name

    @property
    def addressee(self) -> str:
        """For letters, without 様."""
        return f"{self.name}　{self.caller}" if self.caller else self.name


def _home(key: str, name: str, reading: str, town: str, n: int, **more: Any) -> Guest:
    return Guest(
        key=key,
        name=name,
        reading=reading,
        town=town,
        address=f"0丁目{n % 9 + 1}番{n}号",
        phone=f"090-0000-{1000 + n}",
        **{"division": SERVICE} | more,
    )


def _firm(key: str, name: str, reading: str, caller: str, town: str, n: int, **more: Any) -> Guest:
    return Guest(
        key=key,
        name=name,
        reading=reading,
        caller=caller,
        town=town,
        address=f"0丁目{n % 7 + 1}番{n}号 木漏日ビル{n % 8 + 1}階",
        phone=f"03-0000-{2000 + n}",
        company=True,
        **more,
    )


STANDARD = ("基本取引契約", False, "お見積りの有効は30日、納期は受注確定から14日。検収は納入後7日以内。")

GUESTS: Final = (
    _home("aoki", "青木 麻衣子", "あおき まいこ", "東京都杉並区阿佐谷北", 11, preferred=(PHONE,), hardly_seen=(MAIL,), not_when="水曜の午前", busy="お子様のお迎えで夕方は慌ただしい"),
    _home("takahashi", "髙橋 誠二", "たかはし せいじ", "神奈川県川崎市高津区溝口", 12, preferred=(PHONE, VISIT), hardly_seen=(MAIL, CHAT), not_when="午前中", busy="平日の昼はお仕事"),
    _home("yoshida", "𠮷田 房江", "よしだ ふさえ", "埼玉県さいたま市浦和区常盤", 13, preferred=(LETTER, PHONE), hardly_seen=(CHAT,), busy="お一人暮らしで、ゆっくりお話しできる"),
    _home("watanabe", "渡邉 俊介", "わたなべ しゅんすけ", "千葉県船橋市本町", 14, preferred=(MAIL,), not_when="平日の日中", busy="平日は会議続き"),
    _home("yamazaki", "山﨑 恵", "やまざき めぐみ", "東京都練馬区石神井町", 15, preferred=(PHONE,), not_when="土日", busy="ご両親の介護で外出が多い", learned=("長く訪問のお仕事をなさっていた。お約束の時刻と、最後まで伺うことを大切になさる", "ご本人（ご訪問の折）"), not_to_send=("hamaguchi", "あの若い方は、もう結構です。話を遮られて悲しくなりました")),
    _home("saito", "齋藤 光太郎", "さいとう こうたろう", "東京都世田谷区桜丘", 16, preferred=(CHAT, PHONE)),
    _home("nakajima", "中嶋 里美", "なかじま さとみ", "神奈川県横浜市港北区菊名", 17),
    _home("ito", "伊藤 千代", "いとう ちよ", "東京都北区赤羽西", 18, preferred=(PHONE,), hardly_seen=(MAIL, CHAT, FAX), not_when="昼12時〜14時", busy="昼食のあとはお休みになる"),
    _home("shimizu", "清水 拓海", "しみず たくみ", "東京都江東区東陽", 19, preferred=(MAIL, CHAT), not_when="平日の日中"),
    _home("matsumoto", "松本 由美子", "まつもと ゆみこ", "千葉県市川市八幡", 20, preferred=(PHONE,), busy="月末は特にお忙しい"),
    _home("kojima", "小島 健", "こじま けん", "東京都板橋区成増", 21),
    _home("abe", "阿部 志津", "あべ しづ", "埼玉県川口市本町", 22, preferred=(LETTER,), hardly_seen=(MAIL,), busy="足がお悪く、電話に出るまで時間がかかる"),
    _home("hosokawa", "細川 真理", "ほそかわ まり", "東京都目黒区自由が丘", 23, preferred=(MAIL,), not_when="月曜と木曜の午前"),
    _home("miyauchi", "宮内 亮平", "みやうち りょうへい", "神奈川県相模原市南区相模大野", 24, preferred=(PHONE,)),
    _home("kanemoto", "金本 明日香", "かねもと あすか", "東京都大田区蒲田", 25, preferred=(CHAT,), not_when="平日の日中"),
    _home("tsuji", "辻󠄀 和夫", "つじ かずお", "東京都府中市宮町", 26, preferred=(PHONE,), hardly_seen=(CHAT,)),
    _home("yanagi", "栁 早苗", "やなぎ さなえ", "埼玉県所沢市日吉町", 27, preferred=(PHONE, LETTER), busy="お教室の先生で、夕方から授業"),
    _home("hamasaki", "濵﨑 大樹", "はまさき だいき", "東京都八王子市明神町", 28, preferred=(PHONE,), not_when="夜勤明けの午前"),
    _home("oda", "小田 律子", "おだ りつこ", "東京都三鷹市下連雀", 29, dealings=_PROSPECT, preferred=(MAIL,)),
    _home("kikuchi", "菊池 雄介", "きくち ゆうすけ", "千葉県柏市柏", 30, dealings=_PROSPECT),
    _home("morita", "森田 弘", "もりた ひろし", "東京都墨田区向島", 31, dealings=_THIRD, busy="ご近所にお住まいの方"),
    _home("uchida", "内田 佳代", "うちだ かよ", "東京都台東区谷中", 32, dealings=_THIRD),
    _home("fukuhara", "福原 敬子", "ふくはら けいこ", "神奈川県鎌倉市大町", 33, preferred=(LETTER, PHONE), not_when="木曜", busy="お茶のお稽古がある"),
    _home("nomura", "野村 将", "のむら しょう", "東京都中野区中野", 34, preferred=(MAIL,)),
    _firm("sakurai", "桜井税理士事務所", "さくらいぜいりしじむしょ", "桜井 直子", "東京都千代田区神田錦町", 41, preferred=(PHONE,), not_when="五・十日", busy="2月から3月は動かせない", contracts=(STANDARD,)),
    _firm("hoshizora", "株式会社ほしぞら保育", "かぶしきがいしゃほしぞらほいく", "園長 三浦 ひかり", "東京都江戸川区船堀", 42, preferred=(PHONE, MAIL), not_when="昼12時〜14時30分", busy="お昼寝の時間に打ち合わせ", contracts=(("備品納入契約", True, "小口でも受注から5日でお届けする。納入は必ず園児の降園後（17時30分以降）。"),)),
    _firm("midori", "みどり設計合同会社", "みどりせっけいごうどうがいしゃ", "緑川 周平", "東京都渋谷区代々木", 43, preferred=(MAIL, CHAT), contracts=(STANDARD,)),
    _firm("tonan", "東南精機株式会社", "とうなんせいきかぶしきがいしゃ", "総務部 髙田 茂", "神奈川県厚木市中町", 44, preferred=(PHONE, FAX), hardly_seen=(MAIL,), busy="月末は棚卸し", learned=("工場長が搬入のお立ち会いをなさる。ご連絡は総務部の髙田様を通す", "髙田 茂様"), not_to_send=("kadowaki", "前回の搬入のときの方は、工場長が遠慮してほしいと申しております"), contracts=(("納入契約", True, "搬入は第二・第四土曜のみ。遅延が見込まれるときは7日前までに書面で知らせる。"),)),
    _firm("asahi", "あさひ眼科クリニック", "あさひがんかくりにっく", "事務長 石渡 恭子", "東京都豊島区目白", 45, preferred=(PHONE,), not_when="木曜の午後", busy="診療は9時〜12時", contracts=(STANDARD,)),
    _firm("kaede", "学校法人かえで学園", "がっこうほうじんかえでがくえん", "管財課 大貫 洋", "東京都国立市東", 46, preferred=(MAIL, PHONE), contracts=(("年間納入契約", True, "学期中の搬入は不可。長期休業中に一括で納める。検収は管財課の立会いによる。"),)),
    _firm("nagisa", "なぎさ法律事務所", "なぎさほうりつじむしょ", "渚 陽一", "神奈川県横浜市中区日本大通", 47, preferred=(MAIL,), busy="法廷のある日は終日不在"),
    _firm("kumano", "熊野フーズ株式会社", "くまのふーずかぶしきがいしゃ", "店舗開発部 西脇 楓", "東京都港区芝浦", 48, preferred=(PHONE, CHAT), contracts=(("店舗什器契約", True, "開店日の3日前までに設置を終える。遅れた日数は1日につき契約額の1％を減額する。"),)),
    _firm("hibiki", "ひびき音楽教室", "ひびきおんがくきょうしつ", "主宰 響谷 文", "東京都武蔵野市吉祥寺南町", 49, preferred=(PHONE,), not_when="平日15時〜20時"),
    _firm("seiran", "青嵐システム株式会社", "せいらんしすてむかぶしきがいしゃ", "総務 越智 みなみ", "東京都品川区西五反田", 50, preferred=(CHAT, MAIL), contracts=(STANDARD,)),
    _firm("tachibana", "橘商事株式会社", "たちばなしょうじかぶしきがいしゃ", "総務課長 橘田 勇", "東京都中央区日本橋小網町", 51, preferred=(PHONE,), busy="朝礼が10時まで", contracts=(STANDARD, ("保守契約", False, "椅子・昇降机の点検を年2回。"))),
    _firm("komorebi", "カフェ小径", "かふぇこみち", "店主 冨永 遼", "東京都世田谷区北沢", 52, preferred=(CHAT,), not_when="昼11時〜15時", division=SERVICE),
    _firm("shirakaba", "白樺歯科医院", "しらかばしかいいん", "院長 白川 友美", "埼玉県朝霞市本町", 53, preferred=(PHONE,), not_when="木曜", division=SERVICE),
    _firm("yotsuba", "四葉運輸株式会社", "よつばうんゆかぶしきがいしゃ", "配車係 大久保 剛", "千葉県野田市山崎", 54, dealings=_THIRD, division=SHIPPING),
    _firm("hinode", "日ノ出信用組合", "ひのでしんようくみあい", "本店総務 早坂 典子", "東京都足立区千住", 55, preferred=(PHONE, LETTER), not_when="五・十日", contracts=(STANDARD,)),
    _firm("minato", "みなと町内会", "みなとちょうないかい", "会長 湊 善吉", "東京都品川区東品川", 56, preferred=(PHONE, VISIT), hardly_seen=(MAIL,), division=SERVICE),
)  # fmt: skip

_FAMILY: Final = tuple(
    w.split(":")
    for w in [
        "石橋:いしばし",
        "大塚:おおつか",
        "片山:かたやま",
        "川村:かわむら",
        "北原:きたはら",
        "熊谷:くまがい",
        "小泉:こいずみ",
        "坂本:さかもと",
        "佐々木:ささき",
        "篠原:しのはら",
        "関口:せきぐち",
        "髙木:たかぎ",
        "滝沢:たきざわ",
        "寺島:てらしま",
        "永井:ながい",
        "西田:にしだ",
        "野口:のぐち",
        "服部:はっとり",
        "平岡:ひらおか",
        "藤本:ふじもと",
        "堀内:ほりうち",
        "前川:まえかわ",
        "水野:みずの",
        "村上:むらかみ",
        "望月:もちづき",
        "安田:やすだ",
        "横山:よこやま",
        "𠮷川:よしかわ",
        "渡邊:わたなべ",
        "和田:わだ",
    ]
)
_GIVEN: Final = tuple(
    w.split(":")
    for w in [
        "葵:あおい",
        "旭:あさひ",
        "一樹:かずき",
        "和子:かずこ",
        "京子:きょうこ",
        "圭介:けいすけ",
        "沙織:さおり",
        "茂:しげる",
        "翔太:しょうた",
        "静江:しずえ",
        "直人:なおと",
        "奈々:なな",
        "春香:はるか",
        "久美:くみ",
        "浩一:こういち",
        "正雄:まさお",
        "美咲:みさき",
        "優子:ゆうこ",
        "芳江:よしえ",
        "凜:りん",
    ]
)
_TOWNS: Final = ("東京都足立区梅島", "東京都調布市布田", "神奈川県藤沢市鵠沼", "埼玉県川越市新富町", "千葉県松戸市根本")


def more(count: int) -> list[Guest]:
    """Further private customers for a larger demo: names put together from lists, always the same."""
    rng, made = Random("木立"), []  # noqa: S311 - dice, not secrets
    for n in range(count):
        (family, family_kana), (given, given_kana) = rng.choice(_FAMILY), rng.choice(_GIVEN)
        made.append(
            _home(
                f"more{n}",
                f"{family} {given}",
                f"{family_kana} {given_kana}",
                rng.choice(_TOWNS),
                100 + n % 7900,
                preferred=(rng.choice((PHONE, MAIL)),),
            )
        )
    return made


def register(guests: Sequence[Guest], rng: Random, *, by: dict[str, Person], at: datetime) -> dict[str, Guest]:
    """Register them all on days before `at`; key -> the customer with the id it has now."""
    return {g.key: _register(g, rng, by=by, at=at) for g in guests}


def _register(guest: Guest, rng: Random, *, by: dict[str, Person], at: datetime) -> Guest:
    who = by[{SALES: "yoshioka", SHIPPING: "shoji", SERVICE: "takanashi"}[guest.division]]
    day = at - timedelta(days=rng.randrange(30, 600), minutes=rng.randrange(500))
    pk = uuid5(NAMESPACE_DNS, f"{guest.key}.example.jp").hex
    known = replace(guest, pk=pk)
    if queries.customer(pk):
        return known
    actions.register(
        name=guest.name,
        reading=guest.reading,
        dealings=guest.dealings,
        company=guest.company,
        division=guest.division,
        phone=guest.phone,
        email=f"{guest.key}@example.jp",
        town=guest.town,
        address=guest.address,
        customer=pk,
        by=who,
        at=day,
    )
    if guest.preferred or guest.not_when or guest.busy:
        actions.learn_reach(
            customer=pk,
            preferred=list(guest.preferred),
            hardly_seen=list(guest.hardly_seen),
            not_when=guest.not_when,
            busy=guest.busy,
            by=who,
            at=day + timedelta(minutes=6),
        )
    for title, special, terms in guest.contracts:
        begins = date(day.year, day.month, 1)
        later = day + timedelta(minutes=25)
        actions.record_contract(
            customer=pk, title=title, special=special, terms=terms, begins_on=begins, by=who, at=later
        )
    person, words = guest.not_to_send
    if person:
        actions.hear_refusal(customer=pk, person=person, words=words, by=who, at=day + timedelta(days=20))
    if guest.learned:
        said, source = guest.learned
        heard = day + timedelta(days=21)
        actions.learn_background(customer=pk, words=said, source=source, heard_on=heard.date(), by=who, at=heard)
    return known
