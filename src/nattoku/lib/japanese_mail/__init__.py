"""Mail as it arrives in Japan, read to the character. Pure: bytes in, a `Mail` out; knows no Django and no network.

Python's own parser reads ISO-2022-JP with ①㈱髙 or half-width kana, CP932 under another name and split encoded
words wrongly without a word, and needs seconds for a few kilobytes written to hurt it. This one is linear.
"""

from nattoku.lib.japanese_mail.reading import Attachment, Mail, content, read

__all__ = ["Attachment", "Mail", "content", "read"]
