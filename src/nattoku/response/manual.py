"""ご連絡の進め方の手引き: our rules of contact, written beforehand, with versions (S002-9a). Pure data."""

from nattoku.lib.text import Text

CURRENT = "1"
MANUAL: dict[str, list[Text]] = {
    "1": [
        Text(
            "お話を十分に伺ってから、これからのご連絡の進め方をご相談します。",
            "First we listen. Then we talk over how to keep in touch.",
        ),
        Text(
            "ご連絡は、窓口の者が、決めた時間と方法でいたします。窓口が不在のときは、代わりの者がお受けします。",
            "The contact person gets in touch at the agreed times. In their absence a stand-in answers.",
        ),
        Text(
            "次のご連絡の日時を、いつもお約束します。変わるときは、その前にご了承をいただきます。",
            "There is always a time for the next contact. If it changes, we ask for consent before.",
        ),
        Text(
            "お目にかかる場所は、当社の会議室など、双方が落ち着いて話せるところをご相談します。",
            "We meet where both sides can talk calmly, such as a room of ours.",
        ),
        Text(
            "お電話は、内容を正しく伺うために録音することがあります。録音するときは、あらかじめお伝えします。",
            "Calls may be recorded so that we hear you correctly; we say so beforehand.",
        ),
    ]
}
