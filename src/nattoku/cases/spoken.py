"""お電話の言葉: what is said while a customer complains by phone, and scenes to practise it (S003-18). Pure data."""

from dataclasses import dataclass
from typing import Final

from nattoku.lib.text import Text


@dataclass(frozen=True)
class Line:
    """when: at which moment of the call; says: the words; also: what goes with them."""

    when: Text
    says: Text
    also: Text | None = None


@dataclass(frozen=True)
class Scene:
    """heard: what whoever plays the customer says; tries: what is practised; says: one answer that is in order."""

    heard: Text
    tries: Text
    says: Text


SCRIPT: Final = (
    Line(
        Text("出る", "Answer"),
        Text("お電話ありがとうございます。{name}が承ります。", "Thank you for calling. My name is {name}."),
    ),
    Line(
        Text("まず、ご迷惑に", "First, for the trouble"),
        Text(
            "ご迷惑をおかけし、申し訳ございません。お話をお聞かせください。",
            "I am sorry for the trouble. Please tell me what happened.",
        ),
        Text("原因や責任には触れず、おかけしたご迷惑にお詫びします。", "For the trouble itself, not for a cause."),
    ),
    Line(
        Text("最後まで伺う", "Listen to the end"),
        Text("さようでございましたか。", "I see. That must have been hard."),
        Text("さえぎらず、お言葉をそのまま書き留めます。", "Do not interrupt. Write the words down as they are."),
    ),
    Line(
        Text("安全", "Safety"),
        Text("おけがや、ご体調に変わりはございませんか。", "Is anybody hurt or unwell?"),
    ),
    Line(
        Text("どなたに、どちらへ", "Who, and where to call"),
        Text(
            "差し支えなければ、お名前と、おかけしてよいお電話番号を伺えますでしょうか。",
            "May I have your name and a number where we may call you?",
        ),
    ),
    Line(
        Text("復唱する", "Read it back"),
        Text(
            "伺った内容を復唱いたします。……で合っておりますでしょうか。",
            "Let me read back what I heard: … Is that right?",
        ),
    ),
    Line(
        Text("次のご連絡", "The next contact"),
        Text(
            "私から責任者に伝え、○時までに責任者からお電話いたします。",
            "I will tell the person in charge, who will call you by ….",
        ),
        Text("お伝えした時刻はお約束になります。電話は回しません。", "The time becomes a promise. Pass nobody around."),
    ),
    Line(
        Text("結ぶ", "Close"),
        Text(
            "お知らせくださり、ありがとうございました。{name}が承りました。",
            "Thank you for telling us. I, {name}, have taken it down.",
        ),
        Text("お客様が受話器を置かれてから切ります。", "Let the customer hang up first."),
    ),
)

SCENES: Final = (
    Scene(
        Text("どうなっているんだ。もう3日も待っている。", "What is going on? I have been waiting for three days."),
        Text("声の大きさに合わせず、待たせたことにお詫びする", "Keep your own voice; apologise for the waiting"),
        Text(
            "3日もお待たせし、申し訳ございません。ご注文のことをお聞かせください。",
            "I am sorry that you have waited three days. Please tell me about your order.",
        ),
    ),
    Scene(
        Text("あなたでは話にならない。上の人を出して。", "You are no use. Get me your superior."),
        Text("回さずに引き受け、時刻をお約束する", "Take it on, pass nobody around, promise a time"),
        Text(
            "承知いたしました。私から責任者に伝え、○時までに責任者からお電話いたします。",
            "Certainly. I will tell the person in charge, who will call you by ….",
        ),
    ),
    Scene(
        Text("同じ話を何度させるんだ。", "How often must I say this?"),
        Text("記録を開き、こちらから復唱する", "Open the record and read it back yourself"),
        Text(
            "重ねてお話しいただき、申し訳ございません。こちらの記録を復唱いたします。違うところがございましたら、お聞かせください。",
            "I am sorry that you must tell it again. Let me read our record back; please correct what is wrong.",
        ),
    ),
    Scene(
        Text("（黙ってしまわれる）", "(Says nothing any more)"),
        Text("言葉で埋めずに待つ", "Wait; do not fill the silence"),
        Text("お話しになれるところからで結構でございます。", "Please begin wherever you can."),
    ),
    Scene(
        Text("いますぐ弁償すると約束しなさい。", "Promise now that you will pay."),
        Text("その場でお金の約束をせず、答える時刻をお約束する", "No promise of money; promise when we answer"),
        Text(
            "お気持ちを承りました。責任者に諮り、○時までにお答えいたします。",
            "I have understood. I will ask the person in charge and answer you by ….",
        ),
    ),
    Scene(
        Text("椅子が壊れて、子どもが手を切った。", "The chair broke and my child cut a hand."),
        Text("原因より先に、おけがと安全を伺う", "Injury and safety come before any cause"),
        Text(
            "お子様のおけがの具合はいかがでしょうか。お品はお使いにならず、そのままお置きください。",
            "How is your child? Please do not use the chair, and keep it as it is.",
        ),
    ),
)
