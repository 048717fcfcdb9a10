"""The daily lines and the thirteen points of the right stance (S004-3.1.1.1, section 5), in our own words. Pure data."""

from dataclasses import dataclass
from typing import Final

from nattoku.lib.text import Text

LINES: Final = (
    Text("お申し出は、まだ私どもに期待してくださっている証しです。", "A complaint is a sign that something is still hoped of us."),
    Text("お約束と時間は、小さなものほど守ります。", "The smaller the promise, the more surely we keep it."),
    Text("お名前をお呼びすることから始めます。", "We begin by calling people by their name."),
    Text("分からないことは、調べてからお答えします。", "What we do not know, we look up before we answer."),
    Text("理屈より先に、お気持ちを伺います。", "Before any reasoning, we hear what was felt."),
    Text("困ったことは、一人で抱えずにすぐ知らせます。", "Nobody carries trouble alone: we tell at once."),
    Text("お願いより、お礼を多くいたします。", "We thank more often than we ask."),
    Text("お客様から見えるのは、目の前の一人だけです。", "The customer sees only the one who stands before them."),
    Text("知らせてくれた人に、まず「ありがとう」と言います。", "Whoever brings bad news hears thanks first."),
    Text("お待たせしている方に、こちらからご連絡します。", "Those who wait hear from us before they ask."),
)  # fmt: skip


@dataclass(frozen=True)
class Point:
    """One of the thirteen. tone: groups and rows of the tone check that hold it in texts; none where no text shows it.

    instead, said: the example, what is easily said and what we say; held: how it is seen in our work.
    """

    number: int
    row: str
    what: Text
    instead: Text
    said: Text
    held: Text
    tone: tuple[str, ...] = ()


POINTS: Final = (
    Point(1, "S004-5.1", Text("お取引のある方を私どものお客様とし、どなたのお申し出もお受けします。最初に会う者、最初に電話に出る者が会社の顔です。", "Our customer is one who has dealings with us; we hear everybody. Whoever meets or answers first is the face of the company."),
          Text("私は担当ではないので", "I am not in charge of that."), Text("私、佐藤が承ります", "My name is Sato; I will take care of it."), Text("案件に、最初に承った者を残します。", "A case keeps who received it first."), ("I",)),
    Point(2, "S004-5.2", Text("お約束と時間を、必ず守ります。", "We keep promises and times without exception."),
          Text("なるべく早くご連絡します", "We will get back to you soon."), Text("本日17時までに、私からお電話します", "I will call you myself by 17:00 today."), Text("文の中の日時は、約束として記録します。", "A date in a text is written down as a promise."), ("J", "N4")),
    Point(3, "S004-5.3", Text("お客様を、お名前でお呼びします。", "We call customers by their name."),
          Text("お客様、少々お待ちください", "Please hold on, sir."), Text("青木様、少々お待ちください", "Ms Aoki, please hold on."), Text("お名前とよみがなを、受付のときに確かめます。", "The name and its reading are checked at intake."), ("N1",)),
    Point(4, "S004-5.4", Text("ご注文やご依頼は、誰が伺っても喜んで承り、期日は確かめてからお答えします。", "Whoever hears a request accepts it gladly; its date is given after it was confirmed."),
          Text("たぶん月末には届きます", "It should arrive by the end of the month."), Text("喜んで承ります。お届けの日は、確かめて15時までにお返事します", "With pleasure. I will confirm the date and answer by 15:00."), Text("確かめていない日付は、お約束にできません。", "A date that nobody confirmed is no promise."), ("E",)),
    Point(5, "S004-5.5", Text("教えていただくという気持ちで伺います。", "We listen with the wish to be taught."),
          Text("それは仕様でございます", "That is how it is made."), Text("どのような場面でお困りか、お聞かせいただけますか", "Would you tell us when it troubled you?"), Text("ご訪問のたびに、いただいた知恵を残します。", "Each visit keeps what we were taught."), ("D",)),
    Point(6, "S004-5.6", Text("親しくなっても、礼儀と明るさを忘れません。", "Familiarity never costs us our courtesy."),
          Text("了解です、やっときますね😊", "OK, will do 😊"), Text("承知いたしました。本日中に整えます", "Certainly. It will be ready today."), Text("言葉の点検が、くだけすぎた言い方をお知らせします。", "The tone check says where it is too casual."), ("H",)),
    Point(7, "S004-5.7", Text("私どもに理があっても、言い訳、反論、言い争いをいたしません。", "However right we are, we neither excuse ourselves nor argue."),
          Text("ですから、先日ご説明したとおり", "But as we explained the other day…"), Text("ご説明が行き届かず、申し訳ございません", "I am sorry that our explanation fell short."), Text("言葉の点検が、送る前に止めます。", "The tone check stops it before it goes out."), ("A",)),
    Point(8, "S004-5.8", Text("必要のないことは申し上げません。", "We say nothing superfluous."),
          Text("ちなみに、ほかの方はお困りでないようで", "By the way, nobody else has that trouble."), Text("（申し上げない）", "(left unsaid)"), Text("言葉の点検が、要らない一言をお知らせします。", "The tone check says what is not needed."), ("H",)),
    Point(9, "S004-5.9", Text("お客様のなさり方を批判せず、思い違いを責めません。", "We neither criticise what customers do nor blame a slip."),
          Text("それはお客様の勘違いです", "You are mistaken."), Text("分かりにくいご案内で、失礼いたしました", "Our guidance was hard to follow; I am sorry."), Text("言葉の点検が、送る前に止めます。", "The tone check stops it before it goes out."), ("C",)),
    Point(10, "S004-5.10", Text("説き聞かせるような物言いをいたしません。", "We do not lecture."),
          Text("ご存じないかもしれませんが", "You may not know this, but…"), Text("念のため申し添えます", "May I add, to be safe…"), Text("言葉の点検が、送る前に止めます。", "The tone check stops it before it goes out."), ("D",)),
    Point(11, "S004-5.11", Text("分からないことは、その場で答えず、期限をお約束し、調べてからお答えします。", "What we do not know is promised by a time, looked up, and then answered."),
          Text("おそらく大丈夫だと思います", "It is probably fine."), Text("お調べして、あす10時までにお電話します", "I will look it up and call you by 10:00 tomorrow."), Text("お答えの期限は、約束として記録します。", "The time of the answer is written down as a promise."), ("E",)),
    Point(12, "S004-5.12", Text("競合する会社を悪く申しません。", "We do not speak ill of competitors."),
          Text("他社さんよりは、ましなほうです", "We are better than the others."), Text("（申し上げない）", "(left unsaid)"), Text("言葉の点検が、送る前に止めます。", "The tone check stops it before it goes out."), ("F",)),
    Point(13, "S004-5.13", Text("お客様のお体や容姿に触れません。", "We do not remark on anybody’s body."),
          Text("お痩せになりましたね", "You have lost weight."), Text("お変わりなくお過ごしでしょうか", "I hope you are keeping well."), Text("言葉の点検が、送る前に止めます。", "The tone check stops it before it goes out."), ("G",)),
)  # fmt: skip
ANSWERS: Final = {0: Text("これから", "Not yet"), 1: Text("おおむね", "Mostly"), 2: Text("いつも", "Always")}
