"""At least five documents a format, as offices and newsrooms make them: bytes, and what is read of them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from typing import Any

from making import article, column, interleaved, pdf, table, word_of, zipped


@dataclass(frozen=True)
class Case:
    """A document; `texts` are the whole texts of its reports, `fields` what the first says of itself."""

    name: str
    data: bytes
    texts: tuple[str, ...]
    fields: dict[str, Any] = field(default_factory=dict)


_UNITS = [("Unit", "Strength", "Place"), ("12th Brigade", "3,000", "Rukla"), ("5th Battalion", "450", "Tapa")]
_LEFT = column(
    72, 700, "The ministry said on Thursday that an armoured|bri-|gade of 3,000 would go to the north-|east of Poland."
)
_RIGHT = column(
    310,
    700,
    "In Lithuania, up to 350 engineers will help to|build the camp at Rukla. None of them go to|Ukraine, the spokes-|woman said.",
)


def _running(number: int, body: str) -> list[Any]:
    return [
        (72, 806, 8, "DEFENCE DAILY  No. 34"),
        *column(72, 740, body),
        (290, 30, 8, f"Page {number} of 3"),
    ]


PDF = [
    Case(
        "release.pdf",
        pdf(
            [[(72, 780, 18, "Frigates leave Kiel"), *column(72, 740, "Three frigates left Kiel for the Baltic Sea on|Monday, the navy said.||They return in May.")]],
            info=b"/Title (Frigates leave Kiel) /Author (Press office) /CreationDate (D:20220202101500Z)",
        ),
        ("Frigates leave Kiel\n\nThree frigates left Kiel for the Baltic Sea on Monday, the navy said.\n\nThey return in May.",),
        {"title": "Frigates leave Kiel", "author": "Press office", "published": None},
    ),
    Case(
        "two columns.pdf",
        pdf([[(72, 760, 16, "Brigade moves to the Baltic coast"), *interleaved(_LEFT, _RIGHT)]]),
        (
            "Brigade moves to the Baltic coast\n\nThe ministry said on Thursday that an armoured brigade of 3,000 would go "
            "to the north-east of Poland.\n\nIn Lithuania, up to 350 engineers will help to build the camp at Rukla. None "
            "of them go to Ukraine, the spokeswoman said.",
        ),
    ),
    Case(
        "running heads.pdf",
        pdf(
            [
                _running(1, "The first battalion arrived in Tapa on Tuesday and its com-"),
                _running(2, "mander met the mayor. The second is due on|Friday, if the ferries sail."),
                _running(3, "No others have been ordered to go."),
            ]
        ),
        (
            "The first battalion arrived in Tapa on Tuesday and its commander met the mayor. The second is due on Friday, "
            "if the ferries sail.\n\nNo others have been ordered to go.",
        ),
        {"places": ((0, "page 1"), (58, "page 2"), (131, "page 3"))},
    ),
    Case(
        "table of units.pdf",
        pdf([[*column(72, 760, "The units and their strengths are, as of this morning, these:"), *table(72, 700, 120, _UNITS)]]),
        (
            "The units and their strengths are, as of this morning, these:\n\nUnit | Strength | Place\n\n12th Brigade | 3,000 "
            "| Rukla\n\n5th Battalion | 450 | Tapa",
        ),
    ),
    Case(
        "hyphens.pdf",
        pdf([column(72, 760, "Anglo-|American forces and two-|star officers fly F-|16 jets and heli-|copters to the air-|field.")]),
        ("Anglo-American forces and two-star officers fly F-16 jets and helicopters to the air-field.",),
    ),
    Case(
        "indented.pdf",
        pdf([[*column(72, 760, "Some 900 soldiers are in Romania already and stay|there until the summer."), *column(84, 732, "Others left for home last week, the staff said in"), *column(72, 718, "a note to reporters.")]]),
        (
            "Some 900 soldiers are in Romania already and stay there until the summer.\n\nOthers left for home last week, the "
            "staff said in a note to reporters.",
        ),
    ),
]  # fmt: skip

_MOVE = "Three frigates left Kiel for the Baltic Sea on Monday, the navy said in a statement to reporters in the city."
_STAY = "They will stay until the end of March, when two others will take their place off the coast of Estonia."

HTML = [
    Case(
        "article.html",
        article(
            f"<h1>Frigates leave</h1><p>{_MOVE}</p><p>{_STAY}</p>",
            "<title>Frigates leave</title><meta property='og:site_name' content='The Harbour Post'><meta name=author "
            "content='Ida Berg'><meta property='article:published_time' content='2022-02-02T10:15:00Z'>",
        ).encode(),
        (f"Frigates leave\n\n{_MOVE}\n\n{_STAY}",),
        {"title": "Frigates leave", "publisher": "The Harbour Post", "author": "Ida Berg", "published": "2022-02-02"},
    ),
    Case(
        "old page.htm",
        (
            "<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1252'><title>News</title></head>"
            f"<body><p>{_MOVE} The caf\xe9s \x93closed\x94.</p><p>{_STAY}</p></body></html>"
        ).encode("latin-1"),
        (f"{_MOVE} The cafés “closed”.\n\n{_STAY}",),
        {"published": None},
    ),
    Case(
        "structured.html",
        article(
            f"<h1>Ships</h1><p>{_MOVE}</p><p>{_STAY}</p>",
            '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ships",'
            '"datePublished":"2021-11-05","author":{"@type":"Person","name":"Jon Falk"},"publisher":{"name":"Daily Tide"}}</script>',
        ).encode(),
        (f"Ships\n\n{_MOVE}\n\n{_STAY}",),
        {"published": "2021-11-05", "author": "Jon Falk"},
    ),
    Case(
        "with a table.html",
        article(
            f"<h1>Strengths</h1><p>{_MOVE}</p><table><tr><th>Unit</th><th>Soldiers</th></tr><tr><td>12th Brigade</td><td>3,000"
            f"</td></tr></table><p>{_STAY}</p>"
        ).encode(),
        (f"Strengths\n\n{_MOVE}\n\nUnit | Soldiers\n\n12th Brigade | 3,000\n\n{_STAY}",),
    ),
    Case(
        "utf-16.html",
        b"\xff\xfe" + article(f"<h1>Łódź</h1><p>{_MOVE}</p><p>{_STAY}</p>").encode("utf-16-le"),
        (f"Łódź\n\n{_MOVE}\n\n{_STAY}",),
    ),
    Case(
        "template words.html",
        article(f"<h1>Braces</h1><p>{_MOVE} {{{{7*7}}}} &lt;script&gt;</p><p>{_STAY}</p>").encode(),
        (f"Braces\n\n{_MOVE} {{{{7*7}}}} <script>\n\n{_STAY}",),
    ),
]


def _p(*runs: str) -> bytes:
    return "<w:p>{}</w:p>".format("".join(f"<w:r><w:t xml:space='preserve'>{run}</w:t></w:r>" for run in runs)).encode()


def _cell(words: str) -> bytes:
    return b"<w:tc>%s</w:tc>" % _p(words)


WORD = [
    Case("note.docx", word_of(_p("Three frigates ", "left Kiel.") + _p("They return in May.")), ("Three frigates left Kiel.\n\nThey return in May.",), {"title": None, "author": None}),
    Case(
        "table.docx",
        word_of(_p("Strengths:") + b"<w:tbl>%s</w:tbl>" % b"".join(b"<w:tr>%s</w:tr>" % b"".join(map(_cell, row)) for row in _UNITS)),
        ("Strengths:\n\nUnit | Strength | Place\n\n12th Brigade | 3,000 | Rukla\n\n5th Battalion | 450 | Tapa",),
    ),
    Case(
        "reviewed.docx",
        word_of(
            b"<w:p><w:r><w:t>About </w:t></w:r><w:del><w:r><w:delText>900</w:delText></w:r></w:del><w:ins><w:r><w:t>1,200</w:t>"
            b"</w:r></w:ins><w:r><w:t> soldiers left.</w:t></w:r></w:p>"
        ),
        ("About 1,200 soldiers left.",),
    ),
    Case(
        "form.docx",
        word_of(b"<w:sdt><w:sdtContent>%s</w:sdtContent></w:sdt>" % _p("Two ships sailed from Odesa.")),
        ("Two ships sailed from Odesa.",),
    ),
    Case(
        "signs.docx",
        word_of(b"<w:p><w:r><w:t>F</w:t><w:noBreakHyphen/><w:t>16 jets</w:t><w:br/><w:t>went &amp; came.</w:t></w:r></w:p>"),
        ("F-16 jets\nwent & came.",),
    ),
    Case(
        "nested table.docx",
        word_of(b"<w:tbl><w:tr><w:tc><w:tbl><w:tr>%s%s</w:tr></w:tbl></w:tc></w:tr></w:tbl>" % (_cell("Inner"), _cell("cell"))),
        ("Inner cell",),
    ),
]  # fmt: skip

RTF = [
    Case("plain.rtf", rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 Three frigates left Kiel.\par They return soon.}", ("Three frigates left Kiel.\n\nThey return soon.",)),
    Case("quotes.rtf", rb"{\rtf1\ansi\ansicpg1252 The caf\'e9 \'93closed\'94 at nine.}", ("The café “closed” at nine.",)),
    Case("polish names.rtf", rb"{\rtf1\ansi\ansicpg1250 Troops went from \'a3\'f3d\'9f to Gda\'f1sk.}", ("Troops went from Łódź to Gdańsk.",)),
    Case("unicode.rtf", rb"{\rtf1\ansi\uc1 Troops near \u321?\u243?d\u378? wait.}", ("Troops near Łódź wait.",)),
    Case("picture.rtf", rb"{\rtf1\ansi Ships left.{\pict\pngblip 89504e470d0a1a0a}\par The {\b third} fleet.}", ("Ships left.\n\nThe third fleet.",)),
    Case("table.rtf", rb"{\rtf1\ansi\trowd\cellx2000\cellx4000\intbl 12th Brigade\cell 3,000\cell\row\pard After.}", ("12th Brigade | 3,000\n\nAfter.",)),
]  # fmt: skip

_HEAD = b"From: Press office <press@example.org>\nTo: desk@example.org\nDate: Wed, 2 Feb 2022 23:30:00 +0200\nSubject: Ships\nMIME-Version: 1.0\n"
_MAIL_FIELDS = {"title": "Ships", "author": "Press office", "published": "2022-02-02"}

MAIL = [
    Case("plain.eml", _HEAD + b"Content-Type: text/plain; charset=utf-8\n\nThree ships left.\n", ("Three ships left.",), _MAIL_FIELDS),
    Case(
        "answer.eml",
        _HEAD + b"\nThree ships left on Monday.\n\nOn Tue, 1 Feb 2022 at 09:00, A Reader\n<reader@example.org> wrote:\n> Did they leave on Sunday?\n>> An older one.\n",
        ("Three ships left on Monday.", "Did they leave on Sunday?", "An older one."),
        _MAIL_FIELDS,
    ),
    Case(
        "forwarded.eml",
        _HEAD + b"\nSee below.\n\n---------- Forwarded message ---------\nFrom: Navy <navy@example.org>\nDate: Mon, Jan 31, 2022 at 8:00 AM\nSubject: Fleet\nTo: <press@example.org>\n\nThe fleet sails tomorrow.\n",
        ("See below.", "The fleet sails tomorrow."),
    ),
    Case(
        "outlook.eml",
        _HEAD + b"\nAgreed.\n\n________________________________\nFrom: Navy\nSent: Monday, January 31, 2022 8:00\nTo: Press office\nSubject: Fleet\n\nThe fleet sails tomorrow.\n",
        ("Agreed.", "The fleet sails tomorrow."),
    ),
    Case(
        "two ways.eml",
        _HEAD + b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=iso-8859-2\nContent-Transfer-Encoding: quoted-printable\n\nTroops went to =A3=F3d=BC.\n--b\nContent-Type: text/html\n\n<html><body><p>Other words.</p></body></html>\n--b--\n",
        ("Troops went to Łódź.",),
    ),
    Case(
        "page only.eml",
        _HEAD + b"Content-Type: text/html; charset=utf-8\n\n" + article(f"<h1>Ships</h1><p>{_MOVE}</p><p>{_STAY}</p>").encode(),
        (f"Ships\n\n{_MOVE}\n\n{_STAY}",),
        _MAIL_FIELDS,
    ),
    Case(
        "attached.eml",
        _HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nThe release is attached.\n--b\nContent-Type: text/markdown\nContent-Disposition: attachment; filename=release.md\n\n# Two ships sail\n--b--\n",
        ("The release is attached.", "# Two ships sail"),
    ),
]  # fmt: skip

TEXT = [
    Case("note.txt", b"Three ships left.\r\nThey return.", ("Three ships left.\r\nThey return.",)),
    Case("note.md", "# Ships\n\n- **Three** left Łódź".encode(), ("# Ships\n\n- **Three** left Łódź",)),
    Case("windows.txt", b"The caf\xe9 \x93closed\x94 \x96 nobody left.", ("The café “closed” – nobody left.",)),
    Case("central europe.txt", "The troops went from Łódź to Gdańsk, and then to Świnoujście and Wałbrzych.".encode("cp1250"), ("The troops went from Łódź to Gdańsk, and then to Świnoujście and Wałbrzych.",)),
    Case("no mark.txt", "Three ships left.".encode("utf-16-le"), ("Three ships left.",)),
    Case("mark.txt", "\ufeffThree ships left.".encode("utf-32-be"), ("Three ships left.",)),
]  # fmt: skip

ARCHIVE = [
    Case("week.zip", zipped({"b.txt": b"Two ships left.", "a/a.md": b"One ship left."}), ("One ship left.", "Two ships left.")),
    Case("mixed.zip", zipped({"1.pdf": PDF[0].data, "2.docx": WORD[0].data, "3.eml": MAIL[0].data}), (PDF[0].texts[0], WORD[0].texts[0], "Three ships left.")),
    Case("nested.zip", zipped({"inner.zip": zipped({"one.txt": b"One ship left."}), "pic.png": b"\x89PNG"}), ("One ship left.",)),
    Case("lines.zip", zipped({"day.jsonl": b'{"id": "x", "text": "One ship left.", "published": "2022-02-02"}\n'}), ("One ship left.",), {"published": "2022-02-02"}),
    Case("note.txt.gz", gzip.compress(b"One ship left."), ("One ship left.",)),
    Case("mac.zip", zipped({"one.txt": b"One ship left.", "__MACOSX/._one.txt": b"\x00\x05", ".DS_Store": b"\x00"}), ("One ship left.",)),
]  # fmt: skip

FORMATS = {"pdf": PDF, "html": HTML, "docx": WORD, "rtf": RTF, "eml": MAIL, "text": TEXT, "archive": ARCHIVE}
