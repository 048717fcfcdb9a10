"""The words of the form: what a customer would say, not what a drawer of ours is called. Pure data."""

from nattoku.cases.words import About, Danger
from nattoku.lib.text import Text

ABOUTS = [
    (About.PRODUCT, Text("商品", "A product")),
    (About.DELIVERY, Text("お届け・納期", "Delivery")),
    (About.CONDUCT, Text("応対", "How you were treated")),
    (About.BILLING, Text("代金・請求", "Price or invoice")),
    (About.TERMS, Text("説明・契約", "What was explained or agreed")),
    (About.EVENT, Text("ご予約・催し", "A booking or an event")),
    (About.PREMISES, Text("店舗・設備", "The premises")),
    (About.PRIVACY, Text("個人情報", "Personal data")),
    (About.OTHER, Text("そのほか", "Something else")),
]
DANGERS = [
    (Danger.YES, Text("ある", "Yes")),
    (Danger.NO, Text("ない", "No")),
    (Danger.UNKNOWN, Text("わからない", "Not sure")),
]
