"""Exports of databases: one article an entry, with what its header says. All outlets here are made up."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import NothingToRead
from onrecord.ingest import databases
from onrecord.record import Capture, Document, Dropped, Piece, Stated

Read = Callable[..., list[Document | Dropped]]

NEXIS_TEXT = """\ufeff

Download Request: All Documents: 1-2


                               1 of 2 DOCUMENTS


                                Ostrey Courier

                            March 7, 2025 Friday
                               First Edition

Sluice at Graunfell shut
after flood

BYLINE: By Ana Mott

SECTION: NEWS; Pg. 4

LENGTH: 21 words

The sluice was shut on Friday, the water
board said.

"It opens at six," Mott's neighbour said.

LOAD-DATE: March 7, 2025

GRAPHIC: The sluice,
seen from the pass

Weir in the rain

LANGUAGE: ENGLISH


                     Copyright 2025 Ostrey Courier
                          All Rights Reserved

                               2 of 2 DOCUMENTS


                                Ostrey Courier

                            8 March 2025

Cod is dearer

LENGTH: 5 words

Cod is dearer, buyers say.
"""


def entries(items: list[Document | Dropped]) -> list[tuple[Stated, str]]:
    return [(item.stated, item.text) for item in items if isinstance(item, Document) and item.stated]


def test_nexis_text_is_read_entry_by_entry_its_wrapped_lines_rejoined(read: Read) -> None:
    first, second = entries(read(NEXIS_TEXT.replace("\n", "\r\n").encode()))
    assert first == (
        Stated(
            title="Sluice at Graunfell shut after flood",
            byline="Ana Mott",
            outlet="Ostrey Courier",
            published="2025-03-07",
        ),
        "Sluice at Graunfell shut after flood\n\nAna Mott\n\n"
        "The sluice was shut on Friday, the water board said."
        '\n\n"It opens at six," Mott\'s neighbour said.',
    )
    assert second[0] == Stated(title="Cod is dearer", outlet="Ostrey Courier", published="2025-03-08")


NEXIS_PAGE = """<html><!-- LXNComment 1:1 --><body><div>Terms: sluice</div>
<a name="DOC_ID_0_0"></a><div class="c0"><p><span>7 of 9 DOCUMENTS</span></p></div>
<br><div><p><span>Graunfeller Bote</span></p></div><br><div><p><span>7. März 2025 Freitag</span></p></div>
<br><div><p><span>Das Wehr;<br>bleibt zu</span></p></div>
<br><div><p><span>AUTOR: </span><span>Von Ana Mott</span></p></div>
<br><div><p><span>LÄNGE: </span><span>9 Wörter</span></p></div>
<br><div><p>Das Wehr blieb zu, sagte <b>Mott</b>.</p></div><br><div><p><span>SPRACHE: </span>DEUTSCH</p></div>
<a name="DOC_ID_1_0"></a><div><p>We are sorry but there is an error in this document.</p></div>
</body></html>"""


def test_nexis_page_with_german_labels_and_one_entry_that_the_database_lost(read: Read) -> None:
    article, lost = read(NEXIS_PAGE.encode())
    assert isinstance(article, Document)
    assert article.stated == Stated(
        title="Das Wehr; bleibt zu", byline="Ana Mott", outlet="Graunfeller Bote", published="2025-03-07"
    )
    assert article.text.endswith("\n\nDas Wehr blieb zu, sagte Mott.")
    assert isinstance(lost, Dropped)
    assert (lost.reason, lost.detail) == ("unreadable", "article 2: no words of an article in it")


FACTIVA_XML = """<?xml version="1.0"?><PPSResponse><ppsArticleResponse><ppsarticle><article>
<accessionNo>OSTR000020250307e1</accessionNo><baseLanguage>EN</baseLanguage>
<headline><paragraph><hlt>Sluice</hlt> shut &amp; locked</paragraph></headline><byline>By Ana Mott</byline>
<leadParagraph>The sluice
was shut.
    "It opens at six," she said.</leadParagraph>
<publicationDate><dateTime>2025-03-07T01:35:58Z</dateTime></publicationDate>
<sourceName>Ostrey Wire</sourceName>
<tailParagraphs><paragraph>It rained.</paragraph></tailParagraphs></article></ppsarticle></ppsArticleResponse>
</PPSResponse>"""


def test_factiva_xml(read: Read) -> None:
    ((said, text),) = entries(read(FACTIVA_XML.encode()))
    assert said == Stated(
        key="OSTR000020250307e1",
        title="Sluice shut & locked",
        byline="Ana Mott",
        outlet="Ostrey Wire",
        published="2025-03-07T01:35:58Z",
        language="EN",
    )
    assert text.split("\n\n")[2:] == ["The sluice was shut.", '"It opens at six," she said.', "It rained."]


def test_factiva_xml_expands_no_entity(read: Read) -> None:
    bomb = FACTIVA_XML.replace(
        '<?xml version="1.0"?>', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    ).replace("It rained.", "It rained. &b;")
    ((_, text),) = entries(read(bomb.encode()))
    assert "root" not in text
    assert "It rained." in text


FACTIVA_CODES = """<html><head><title>Factiva</title></head><body><div class="article enArticle"><table>
<tr><td><b>HD</b></td><td><b class="enHeadline">Sluice shut</b></td></tr>
<tr><td><b>BY</b></td><td>Ana Mott</td></tr>
<tr><td><b>PD</b></td><td>7 March 2025</td></tr><tr><td><b>SN</b></td><td>Ostrey Wire</td></tr>
<tr><td><b>LP</b></td><td><p>The sluice is shut.</p></td></tr>
<tr><td><b>TD</b></td><td><p>It rained.</p></td></tr>
<tr><td><b>NS</b></td><td>gcat : General News</td></tr>
<tr><td><b>AN</b></td><td>Document OSTR000020250307e1</td></tr>
</table></div></body></html>"""
FACTIVA_LAYOUT = """<html><body><div class="article enArticle">
<div id="hd"><span class="enHeadline">Sluice shut</span></div>
<div class="author">By Ana Mott</div><div>21 words</div><div>7 March 2025</div><div>15:32</div>
<div>Ostrey Wire</div>
<div>OSTR</div><div>English</div><p class="articleParagraph enarticleParagraph">The sluice is shut.</p>
<p class="articleParagraph enarticleParagraph">It rained.</p>
<p class="articleParagraph enarticleParagraph">Document OSTR000020250307e1</p></div></body></html>"""


@pytest.mark.parametrize("page", [FACTIVA_CODES, FACTIVA_LAYOUT])
def test_factiva_pages_with_codes_and_laid_out_say_the_same(read: Read, page: str) -> None:
    assert entries(read(page.encode())) == [
        (
            Stated(
                key="OSTR000020250307e1",
                title="Sluice shut",
                byline="Ana Mott",
                outlet="Ostrey Wire",
                published="2025-03-07",
            ),
            "Sluice shut\n\nAna Mott\n\nThe sluice is shut.\n\nIt rained.",
        )
    ]


EUROPRESSE = """<html><body><article><header>
<div><span class="DocPublicationName">La Vanne, no. 12</span></div>
<div><span class="DocHeader">Région, vendredi 7 mars 2025, p. 3</span></div><div><p>CRUE</p></div>
<div><p class="titreArticleVisu">La vanne est fermée</p></div><div>Ana Mott</div></header>
<section><p>La vanne est <mark>fermée</mark>.</p></section><aside><b>Note(s) : </b><p>Une note.</p></aside>
<footer><small>© 2025 La Vanne.</small><p>Numéro de document : news·20250307·LV·1</p></footer>
</article></body></html>"""


def test_europresse(read: Read) -> None:
    assert entries(read(EUROPRESSE.encode())) == [
        (
            Stated(
                key="news·20250307·LV·1",
                title="La vanne est fermée",
                byline="Ana Mott",
                outlet="La Vanne",
                published="2025-03-07",
            ),
            "La vanne est fermée\n\nAna Mott\n\nLa vanne est fermée.",
        )
    ]


PROQUEST = """<html><head><title>ProQuest Export</title></head><body><div><a name="DocID_1"></a>
<p style="font-weight:bold">Sluice shut</p><p><strong>Author: </strong>Mott, Ana</p>
<p><strong>Abstract: </strong></p><p>Not of the article.</p><p><strong>Full text: </strong><Text><html><body>
<p>The sluice is shut.</p><p>Subject: the sluice.</p></body></html></Text></p>
<p><strong>Subject: </strong>Sluices</p>
<p><strong>Publication title: </strong>Ostrey Courier, Late Edition; Ostrey</p>
<p><strong>Publication date: </strong>Mar 7, 2025</p><p><strong>ProQuest document ID: </strong>42 0570539</p>
</div></body></html>"""


def test_proquest_with_a_page_inside_the_page_and_an_id_that_mail_has_broken(read: Read) -> None:
    assert entries(read(PROQUEST.encode())) == [
        (
            Stated(
                key="420570539",
                title="Sluice shut",
                byline="Mott, Ana",
                outlet="Ostrey Courier",
                published="2025-03-07",
            ),
            "Sluice shut\n\nMott, Ana\n\nThe sluice is shut.\n\nSubject: the sluice.",
        )
    ]


def test_a_mail_is_read_as_the_export_that_it_brings_not_as_a_letter(read: Read) -> None:
    mail = (
        "From: ProQuest <alerts@database.example>\nSubject: Your articles\n"
        "Date: Mon, 10 Mar 2025 08:00:00 +0000\n"
        "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=cut\n\n"
        f"--cut\nContent-Type: text/plain\n\nSee the page.\n"
        f"--cut\nContent-Type: text/html\n\n{PROQUEST}\n--cut--\n"
    )
    (alone,), (brought,) = entries(read(PROQUEST.encode())), entries(read(mail.encode()))
    assert brought[0].title == alone[0].title == "Sluice shut"
    assert (brought[0].byline, brought[0].outlet) == ("Mott, Ana", "Ostrey Courier")
    assert (brought[0].key, brought[0].published) == ("420570539", "2025-03-07")
    assert brought[1] == alone[1]


def test_alceste_has_its_variables_and_no_lines_of_themes(read: Read) -> None:
    corpus = (
        "**** *source_La_Vanne *date_2025-03-07 *id_7\n-*theme1\nOne.\n-*theme2\nTwo.\n0002 *a_b\nThree.\n"
    )
    first, second = read(corpus.encode())
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.stated == Stated(key="7", outlet="La Vanne", published="2025-03-07")
    assert (first.text.strip(), second.text.strip()) == ("One.\nTwo.", "Three.")


def test_an_export_without_articles_is_nothing_to_read(read: Read) -> None:
    with pytest.raises(NothingToRead, match="no article in the export"):
        read(b"<html><head><title>Factiva</title></head><body></body></html>")


PAGES = [NEXIS_TEXT, NEXIS_PAGE, FACTIVA_XML, FACTIVA_CODES, FACTIVA_LAYOUT, EUROPRESSE, PROQUEST]


@pytest.mark.parametrize("source", PAGES)
def test_pieces_stand_verbatim_in_the_export_and_hold_nearly_all_words(source: str) -> None:
    one = databases.database(source)
    assert one is not None
    for item in databases.articles(one, source, Capture("export", "0", "text/html"), ""):
        if isinstance(item, Document):
            assert item.pieces
            for piece in item.pieces:
                assert _in_text(item.text, piece) == source[piece.capture_start :][: piece.length]
            assert sum(piece.length for piece in item.pieces) > 0.7 * len(item.text)


def _in_text(text: str, piece: Piece) -> str:
    return text[piece.text_start : piece.text_start + piece.length]


@given(st.sampled_from(PAGES), st.data())
def test_an_export_cut_or_torn_anywhere_is_read_or_told(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    torn = source[:start] + source[end:]
    one = databases.database(torn)
    for item in databases.articles(one, torn, Capture("export", "0", "text/html"), "") if one else ():
        assert item.text if isinstance(item, Document) else item.detail
