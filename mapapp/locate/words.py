"""A parsed paragraph as plain lists: spaCy's tokens are slow to ask again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Words:
    """The words of one paragraph and what the language model says of them, by position.

    Attributes
    ----------
    text : str
    word, lower : list of str
    start, end : list of int
        Offsets in `text`.
    pos : list of str
        Universal part of speech.
    label : list of str
        Kind of the entity that a word is in, or "".
    span : list of (int, int)
        First and last word of that entity; (i, i) outside any.
    """

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.text
        self.word = [token.text for token in doc]
        self.lower = [word.lower() for word in self.word]
        self.start = [token.idx for token in doc]
        self.end = [start + len(word) for start, word in zip(self.start, self.word, strict=True)]
        self.pos = [token.pos_ for token in doc]
        self.punct = [token.is_punct or token.is_space for token in doc]
        self.stop = [token.is_stop for token in doc]
        self.label = [""] * len(self.word)
        self.span = [(i, i) for i in range(len(self.word))]
        for ent in doc.ents:
            for i in range(ent.start, ent.end):
                self.label[i] = ent.label_
                self.span[i] = (ent.start, ent.end - 1)
        self.entities = [(ent.start, ent.end - 1, ent.label_) for ent in doc.ents]

    def __len__(self) -> int:
        return len(self.word)

    def surface(self, first: int, last: int) -> str:
        """Return the text from one word to another, both included."""
        return self.text[self.start[first] : self.end[last]]

    def capital(self, i: int) -> bool:
        """Whether there is such a word and it begins with a capital."""
        return 0 <= i < len(self.word) and self.word[i][:1].isupper()

    def dateline(self, i: int) -> bool:
        """Whether a word is in the capitals of a dateline that opens the paragraph ("SPRINGFIELD, Mo. (AP) —")."""
        if i > 3 or not all(self.word[k].isupper() or self.punct[k] for k in range(i + 1)):
            return False
        last = i
        while last + 1 < len(self) and last < 8 and self.word[last + 1].isupper():
            last += 1
        after = self.word[last + 1] if last + 1 < len(self) else ""
        return after in (",", "(", "-", "–", "—", "--", ":", "/")
