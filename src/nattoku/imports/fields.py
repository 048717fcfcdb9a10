"""What a ledger's columns are called, and what each is for us. Pure data (spec: vocabulary 4.5; kintone's own names).

The first name of a field is how we call it; the others are how it was seen to be called. A heading fits a field when
it is one of its names, or holds one; the longest name that fits wins.
"""

from dataclasses import dataclass
from enum import StrEnum

from nattoku.imports import cells
from nattoku.imports.reading.sheet import Cell
from nattoku.lib.text import Text


class What(StrEnum):
    """What a ledger holds, a row each."""

    COMPLAINTS = "complaints"
    CUSTOMERS = "customers"
    ORDERS = "orders"


WHATS = {
    What.COMPLAINTS: Text("お申し出の台帳", "Complaints"),
    What.CUSTOMERS: Text("お客様とご契約の名簿", "Customers and contracts"),
    What.ORDERS: Text("注文の履歴", "Orders"),
}


@dataclass(frozen=True)
class Field:
    """keep: its words go into the case's record as they stand, under the column's own heading."""

    key: str
    label: Text
    names: tuple[str, ...]
    keep: bool = False


def _f(key: str, ja: str, en: str, names: str = "", *, keep: bool = False) -> Field:
    return Field(key, Text(ja, en), tuple(cells.key(n) for n in [ja, *names.split()]), keep)


_PARTY = (
    _f("customer_number", "お客様の番号", "Customer number", "顧客番号 顧客コード 顧客ID 会員番号 お客様番号 お客様コード 得意先コード 取引先コード", keep=True),
    _f("company", "会社名", "Company", "取引先 取引先名 得意先 得意先名 法人名 企業名 貴社名 客先会社名 会社"),
    _f("name", "お名前", "Name", "顧客名 顧客氏名 顧客 お客様名 お客様氏名 お客様 客先名 客先 氏名 名前 申出者 申出人 相手先 ご契約者 契約者名 ご担当者名 先方担当者 先方ご担当者"),
    _f("reading", "よみがな", "Reading", "フリガナ ふりがな カナ 氏名カナ 顧客名カナ よみ 読み"),
    _f("phone", "電話番号", "Phone", "電話 TEL 連絡先 連絡先電話番号 携帯 携帯電話 ご連絡先 顧客連絡先"),
    _f("email", "メールアドレス", "E-mail", "メール Eメール E-mail mail"),
    _f("address", "ご住所", "Address", "住所 所在地 お届け先住所"),
)  # fmt: skip
COMPLAINTS: tuple[Field, ...] = (
    _f("number", "以前の番号", "Former number", "報告書番号 受付番号 管理番号 整理番号 番号 No No. № 案件番号 クレームNo クレーム番号 レコード番号 ID 通し番号 受付No", keep=True),
    _f("received", "受付日時", "Received", "受付日 受電日 受電日時 入電日 入電日時 申出日 作成日時 作成日 記入日 登録日 日付 年月日 受信日 受付年月日 起票日 報告日"),
    _f("happened", "発生日時", "Happened", "発生日 発生年月日 事象発生日", keep=True),
    _f("door", "受付方法", "Through", "受付経路 受付手段 受付区分 受付媒体 媒体 連絡方法 入電方法 チャネル 申出方法 経路"),
    _f("receiver", "受付者", "Received by", "受付担当 受付担当者 受電者 報告者 記入者 作成者 起票者", keep=True),
    _f("contact", "担当者", "In charge", "担当 対応者 対応担当 対応担当者 営業担当 営業担当者 主担当 当社担当 作業者"),
    _f("division", "部門", "Division", "部署 部署名 担当部署 担当部門 責任部署 所属 事業所 支店 営業所 発生部門"),
    *_PARTY,
    _f("product", "商品", "Product", "商品名 製品名 製品 品名 品番 型番 型式 ロット 対象商品 品目", keep=True),
    _f("order", "ご注文番号", "Order number", "注文番号 受注番号 伝票番号 契約番号 オーダー番号 注文No"),
    _f("category", "区分", "Category", "クレーム区分 苦情区分 種別 クレーム種別 分類 種類 カテゴリ カテゴリー 内容区分 苦情分類 大分類 対象 申出区分"),
    _f("subject", "件名（事実を一文で）", "Subject (the fact in a sentence)", "件名 タイトル 概要 題名 事実 事実概要 クレーム概要 表題"),
    _f("words", "お申し出の内容（お客様のお言葉）", "What was complained of (the customer's words)", "クレーム内容 苦情内容 申出内容 お申し出内容 申し出内容 内容 ご意見 ご意見内容 お客様の声 お客様の言葉 お客様のお言葉 問い合わせ内容 問合せ内容 お問い合わせ内容 詳細 不具合内容 事象 指摘内容 ご指摘内容 クレーム詳細 5W1H"),
    _f("wish", "求めておられること", "What is wanted", "要求事項 要望 ご要望 顧客要望 お客様のご要望 要求"),
    _f("severity", "重大度", "Severity", "重要度 影響度 ランク 重大性"),
    _f("urgency", "緊急度", "Urgency", "優先度 緊急性 優先順位"),
    _f("status", "状況", "Status", "対応状況 処理状況 ステータス 状態 進捗 進捗状況 完了区分 完了 対応区分 済"),
    _f("first_aid", "応急処置", "First aid", "初期対応 一次対応 暫定対応 暫定処置", keep=True),
    _f("progress", "経過", "What was done", "経緯 対応内容 対応経過 処理内容 対応履歴 処置 処置内容 対応 対応結果 影響 被害", keep=True),
    _f("promise", "約束事項", "Promised", "合意事項 約束 約束・合意事項", keep=True),
    _f("cause", "原因", "Cause", "発生原因 直接原因 根本原因 流出原因 原因分析 推定原因 調査結果", keep=True),
    _f("measure", "再発防止策", "Countermeasure", "対策 恒久対策 是正処置 是正措置 改善策 防止策 再発防止 恒久処置 水平展開", keep=True),
    _f("loss", "費用・損失額", "Cost", "費用 損失額 損害額 金額 損失 対応費用", keep=True),
    _f("last_words", "終わりのお言葉（ご納得）", "Closing words (satisfaction)", "顧客の反応 顧客の反応・了承 顧客の了承 お客様の反応 ご納得のお言葉 最後のお言葉 了承 顧客了承 お客様のご了承 顧客満足", keep=True),
    _f("ended", "完了日", "Ended on", "解決日 終了日 完結日 クローズ日 処理完了日 対応完了日 完了年月日 完了日時"),
    _f("next_contact", "次のご連絡日", "Next contact", "次回連絡日 次回対応日 次回予定 次回予定日 対応期限 期限 回答期限"),
    _f("remarks", "備考", "Remarks", "メモ 特記事項 その他 補足 摘要", keep=True),
)  # fmt: skip
CUSTOMERS: tuple[Field, ...] = (
    *_PARTY,
    _f("division", "担当の部門", "Division", "部門 部署 担当部署 担当部門 営業所 支店"),
    _f("dealings", "お取引の有無", "Dealings", "取引 取引区分 取引状況 お取引 区分"),
    _f("contract", "ご契約", "Contract", "契約名 契約 契約内容 契約種別 プラン 契約件名"),
    _f("terms", "契約の条件", "Terms", "条件 契約条件 特記事項 特約 備考 取引条件"),
    _f("special", "特別な条件か", "Special terms", "特別条件 特別契約 特約有無"),
    _f("begins", "契約の開始日", "Begins on", "契約日 契約開始日 開始日 契約年月日 取引開始日"),
)
ORDERS: tuple[Field, ...] = (
    _f("number", "注文番号", "Order number", "受注番号 伝票番号 オーダー番号 注文No 注文ID order_id"),
    _f(
        "customer",
        "お客様の番号",
        "Customer number",
        "顧客番号 顧客コード 会員番号 得意先コード 顧客名 お客様名 customer_id",
    ),
    _f("ordered", "注文日時", "Ordered", "注文日 受注日 受注日時 購入日 購入日時 order_purchase_timestamp"),
    _f("approved", "承認日時", "Approved", "承認日 入金日 order_approved_at"),
    _f("ship_limit", "出荷期限", "Shipping limit", "出荷予定日 shipping_limit_date"),
    _f("handed", "出荷日時", "Handed over", "出荷日 発送日 発送日時 order_delivered_carrier_date"),
    _f("delivered", "お届け日時", "Delivered", "納品日 配達日 着日 お届け日 配達日時 order_delivered_customer_date"),
    _f(
        "promised", "お約束の日", "Promised", "納期 約束日 希望日 納品予定日 お届け予定日 order_estimated_delivery_date"
    ),
    _f("state", "状態", "State", "状況 ステータス order_status"),
    _f("area", "お届け先の地域", "Area", "地域 都道府県 配送先 届け先 エリア お届け先 customer_state"),
    _f("product", "品目", "Product", "商品 商品名 品名 品番 商品コード 商品分類 product_category_name"),
    _f("supplier", "仕入先", "Supplier", "発注先 メーカー 出品者 委託先 seller_id"),
)
FIELDS: dict[What, tuple[Field, ...]] = {
    What.COMPLAINTS: COMPLAINTS,
    What.CUSTOMERS: CUSTOMERS,
    What.ORDERS: ORDERS,
}

NAMES = frozenset(name for some in FIELDS.values() for f in some for name in f.names)


def guess(heading: Cell, what: What) -> tuple[str, int]:
    """(the field this heading seems to name, how sure: 2 by its very name, 1 by a part of it, 0 not at all)."""
    said = cells.key(heading)
    if not said or len(said) > 30:
        return "", 0
    exact = next((f.key for f in FIELDS[what] if said in f.names), "")
    if exact:
        return exact, 2
    held = [(len(n), f.key) for f in FIELDS[what] for n in f.names if len(n) >= 2 and (n in said)]
    return (max(held)[1], 1) if held else ("", 0)


def guesses(headings: list[str], what: What) -> list[str]:
    """A field for each column, "" for none. A field is given once: to the surest, then the first column."""
    found = [guess(h, what) for h in headings]
    best: dict[str, int] = {}
    for i, (field, sure) in enumerate(found):
        if field and (field not in best or sure > found[best[field]][1]):
            best[field] = i
    return [field if field and best[field] == i else "" for i, (field, _) in enumerate(found)]
