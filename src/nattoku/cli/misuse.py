"""A command that was written wrongly, told in the language of the terminal. Click itself speaks English."""

import click

from nattoku.lib.text import Text

HELP = Text("使い方：{path} --help", "How it is used: {path} --help")


def told(wrong: click.ClickException) -> Text:
    """What is wrong with the command, and where its use is described."""
    sentence = _sentence(wrong)
    context = getattr(wrong, "ctx", None)
    if context is None:
        return sentence
    more = HELP.with_(path=context.command_path)
    return Text(f"{sentence.ja}\n{more.ja}", f"{sentence.en}\n{more.en}")


def _sentence(wrong: click.ClickException) -> Text:
    english = wrong.format_message()
    match wrong:
        case click.NoSuchOption():
            like = "、".join(wrong.possibilities or ())
            hint = f"近いもの：{like}" if like else ""
            return Text(f"「{wrong.option_name}」という指定はありません。{hint}", english)
        case click.MissingParameter():
            return Text(f"{_name(wrong)}が要ります。", english)
        case click.BadParameter():
            return Text(f"{_name(wrong)}の値が使えません。{_why(wrong)}", english)
        case click.BadOptionUsage():
            return Text(f"「{wrong.option_name}」のあとに値が要ります。", english)
        case click.FileError():
            return Text(f"「{wrong.ui_filename}」を開けません。", english)
        case click.UsageError() if english.startswith("No such command"):
            return Text(f"そのコマンドはありません：{english.partition(chr(39))[2].rpartition(chr(39))[0]}", english)
        case click.UsageError() if "unexpected extra argument" in english:
            return Text(f"余分な言葉があります：{english.partition('(')[2].rstrip(').')}", english)
        case click.UsageError() if english.startswith("Missing command"):
            return Text("どのコマンドかを続けてください。", english)
    return Text(english, english)


def _name(wrong: click.BadParameter) -> str:
    if wrong.param is None:
        return "引数"
    if isinstance(wrong.param, click.Option):
        return f"「{max(wrong.param.opts, key=len)}」"
    return f"「{wrong.param.human_readable_name.upper()}」"


def _why(wrong: click.BadParameter) -> str:
    kind = wrong.param.type if wrong.param else None
    match kind:
        case click.Choice():
            return f"次のどれかにしてください：{'、'.join(map(str, kind.choices))}"
        case click.IntRange() | click.FloatRange():
            low, high = ("" if one is None else f"{one:,}" for one in (kind.min, kind.max))
            return f"{low}〜{high}の数にしてください。"
        case click.types.IntParamType() | click.types.FloatParamType():
            return "数にしてください。"
        case click.DateTime():
            return f"日付の形にしてください（{'、'.join(kind.formats)}）。"
        case click.Path() | click.File():
            return "その名前のファイルやフォルダーが見つからないか、開けません。"
    return wrong.message
