"""A text and its folded twin, word by word: what is a verb, a word of a sentence, a capital."""

import re
from typing import Final

from caicach.documents.read.unit_patterns import CLAUSE_END, LONGEST_COMPOUND, NOUN_LIKE, WORD
from caicach.documents.read.unit_spelling import is_function_word, is_other_syllable, is_other_word
from caicach.documents.read.unit_vocabulary import FUNCTION_WORD, VERB
from caicach.kernel.text.folding import fold

_SPACE: Final = re.compile(r"\s*")


class Words:
    """Every method takes and gives offsets in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self.folded, at)
        return found.end() if found else at

    def past_blanks(self, at: int) -> int:
        return self._skip(at)

    def _word_end(self, at: int) -> int | None:
        found = WORD.match(self.text, at)
        return found.end() if found else None

    def _is_capital(self, at: int) -> bool:
        return at < len(self.text) and self.text[at].isupper()

    def _is_other_word(self, at: int) -> bool:
        """«số», «bổ», «bản» fold into the heads of names but are other words."""
        if at > 0 and self.folded[at - 1].isalnum():
            return True
        if self.folded.startswith(("bao hiem", "bao tang "), at):
            return False
        word = WORD.match(self.text, at)
        return word is not None and is_other_word(word[0])

    def _is_function_word(self, place: int) -> bool:
        """«đô» and «đỏ» fold into «do», but are other words."""
        found = FUNCTION_WORD.match(self.folded, place)
        if found is None:
            return False
        return is_function_word(self.text[found.start() : found.end()])

    def is_function_word_at(self, place: int) -> bool:
        return self._is_function_word(place)

    def is_action(self, place: int) -> bool:
        """Whether a verb in small letters begins here that is no part of a name («xây dựng và Phát triển»)."""
        verb = VERB.match(self.folded, place)
        if verb is None or not self.text[place].islower() or not self._is_verb_at(place):
            return False
        joined = re.compile(r"\s*(?:,|và|-)\s+").match(self.text, verb.end())
        return not (joined and self._is_capital(joined.end()))

    def _is_verb_at(self, place: int) -> bool:
        """«phần Cấp (nước)» folds like «phân cấp», but no verb bears a capital behind its first letter."""
        verb = VERB.match(self.folded, place)
        if verb is None:
            return False
        words = self.text[place : verb.end()]
        if not (words[1:].islower() or words.isupper()) or is_other_syllable(words):
            return False
        # «Viện Kinh tế xây dựng nghiên cứu ...»: of two verbs one behind the other the first may be of the name
        return not (NOUN_LIKE.fullmatch(verb[0]) and VERB.match(self.folded, self._skip(verb.end())))

    def _staff_end(self, at: int) -> int | None:
        """Up to what they are to do, in the same words; a sign or a word of a sentence before that: no name."""
        end = at
        for _ in range(LONGEST_COMPOUND):
            place = self._skip(end)
            if self.is_action(place) and end > at:
                return end
            word = WORD.match(self.text, place)
            if word is None or (place == end > at) or (self._is_function_word(place) and word[0].lower() != "các"):
                return None
            end = word.end()
        return None

    def _people_end(self, at: int) -> int:
        stop = min(len(self.text), at + 260)
        clause = CLAUSE_END.search(self.folded, at, stop)
        limit = clause.start() if clause else stop
        for found in re.compile(r"\s").finditer(self.folded, at, limit):
            if VERB.match(self.folded, found.end()):
                return found.start()
        comma = self.folded.find(",", at, limit)
        return comma if comma > 0 else limit
