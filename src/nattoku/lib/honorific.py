"""How a name stands in writing: 様 after a person, 御中 after a company of which nobody is named. Pure."""

import re

from nattoku.lib.text import Text

_FORM = re.compile(
    r"(?:株式|有限|合同|合資|合名)会社|[（(][株有同][)）]|[㈱㈲]"
    r"|(?:一般|公益|特例|認定|特定非営利活動|医療|学校|宗教|社会福祉|独立行政)?(?:社団|財団|活動)?法人"
    r"|\b(?:Inc|Ltd|LLC|Corp|GmbH|Co)\b\.?"
)
# Words that end the name of an organisation and no surname: 阿部, 小室 and 田所 stay people.
_UNIT = re.compile(
    r"(?:営業|総務|人事|経理|財務|法務|企画|開発|購買|資材|広報|技術|製造|生産|品質|管理|業務|情報|物流|設計|施工|販売"
    r"|商品|事業|教育|サービス|相談|運営|店舗|工事|設備)部|本部|課|係|(?:秘書|相談|社長|企画|推進|広報|開発)室|[支本分]店|[支本]社"
    r"|営業所|事務所|研究所|事業所|出張所|製作所|工場|店舗?|センター|グループ|チーム|学校|大学|学園|幼稚園|保育園|病院"
    r"|医院|協会|組合|連盟|商会|工務店|旅館|ホテル"
)


def honorific(name: str, *, company: bool = False) -> str:
    """「様」 or 「御中」. company: the customer's card says that it is a company. When in doubt, 様."""
    bare = bare_name(name)
    if not (company or _FORM.search(bare)):
        return "様"
    parts = [part for part in bare.split() if not _FORM.fullmatch(part)]
    last = _FORM.sub("", bare.split()[-1]) if bare else ""
    alone = len(parts) < 2 or not last or bool(_UNIT.search(last) and _UNIT.split(last)[-1] == "")
    return "御中" if alone else "様"


def bare_name(name: str) -> str:
    """The name without what was typed after it."""
    return re.sub(r"\s*(?:様|御中)$", "", name.strip())


def addressed(name: str, *, company: bool = False) -> Text:
    """青木 花子様, 株式会社青木 御中; in English the name alone. "" stays ""."""
    bare = bare_name(name)
    if not bare:
        return Text("", "")
    title = honorific(bare, company=company)
    return Text(f"{bare} {title}" if title == "御中" else f"{bare}{title}", bare)
