"""A formula read: XPath 1.0 as forms use it, a term for each of its parts. What forms have no use for is refused."""

import re
from dataclasses import dataclass
from typing import Final

from caicach.kernel.said import tell
from caicach.surveys.formulas.values import NotReckonedError

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<text>\"[^\"]*\"|'[^']*')"
    r"|(?P<name>[^\W\d][\w.\-]*(?::(?!:)[^\W\d][\w.\-]*)?)"
    r"|(?P<sign>//|::|\.\.|<=|>=|!=|[=<>+\-*|/()\[\],.@$]))"
)
_LEVELS: Final = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_AXES: Final = frozenset(
    {"child", "parent", "self", "ancestor", "ancestor-or-self", "descendant", "descendant-or-self"}
    | {"preceding-sibling", "following-sibling"}
)
_DEEPEST: Final = 60


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | float


@dataclass(frozen=True, slots=True)
class Binary:
    sign: str
    left: "Term"
    right: "Term"


@dataclass(frozen=True, slots=True)
class Negation:
    term: "Term"


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Step:
    """``test``: a name, "*" for any element, "node()" for any node."""

    axis: str
    test: str
    predicates: tuple["Term", ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """From ``start``: another term, "/" for the root, "." for where the formula stands."""

    start: "Term | str"
    steps: tuple[Step, ...]
    predicates: tuple["Term", ...] = ()


Term = Literal | Binary | Negation | Call | Path


def read_formula(text: str) -> Term:
    """Raises NotReckonedError where it is no formula, or one of a kind that forms have no use for."""
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.at, self.depth = 0, 0
        place, text = 0, text.rstrip()
        while place < len(text):
            found = _TOKEN.match(text, place)
            if found is None or found.lastgroup is None:
                raise NotReckonedError(tell("Công thức không đọc được ở «{rest}».", rest=text[place : place + 20]))
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            place = found.end()

    def whole(self) -> Term:
        found = self._level(0)
        if self.at < len(self.tokens):
            raise self._wrong()
        return found

    def _wrong(self) -> NotReckonedError:
        rest = " ".join(text for _, text in self.tokens[self.at : self.at + 3])
        return NotReckonedError(tell("Công thức không đọc được ở «{rest}».", rest=rest or "…"))

    def _next(self, ahead: int = 0) -> str:
        """A text in quotes is never taken for a sign."""
        if self.at + ahead >= len(self.tokens):
            return ""
        kind, text = self.tokens[self.at + ahead]
        return text if kind in {"sign", "name"} else "\0"

    def _takes(self, *signs: str) -> str:
        found = self._next()
        if found not in signs:
            return ""
        self.at += 1
        return found

    def _needs(self, sign: str) -> None:
        if not self._takes(sign):
            raise self._wrong()

    def _level(self, level: int) -> Term:
        if level == len(_LEVELS):
            return self._negation()
        self.depth += level == 0
        if self.depth > _DEEPEST:
            raise NotReckonedError(tell("Công thức lồng nhau quá sâu."))
        found = self._level(level + 1)
        while sign := self._takes(*_LEVELS[level]):
            found = Binary(sign, found, self._level(level + 1))
        self.depth -= level == 0
        return found

    def _negation(self) -> Term:
        signs = 0
        while self._takes("-"):
            signs += 1
        found = self._union()
        return Negation(found) if signs % 2 else (Negation(Negation(found)) if signs else found)

    def _union(self) -> Term:
        found = self._path()
        while self._takes("|"):
            found = Binary("|", found, self._path())
        return found

    def _path(self) -> Term:
        if self._next() in {"/", "//"}:
            return self._absolute()
        if self._begins_step():
            return Path(".", self._steps())
        start = self._primary()
        predicates = self._predicates()
        steps = self._more_steps()
        return Path(start, steps, predicates) if steps or predicates else start

    def _absolute(self) -> Path:
        if self._takes("//"):
            return Path("/", (Step("descendant-or-self", "node()"), *self._steps()))
        self._needs("/")
        return Path("/", self._steps() if self._begins_step() else ())

    def _begins_step(self) -> bool:
        if self.at >= len(self.tokens):
            return False
        kind, text = self.tokens[self.at]
        if kind == "sign":
            return text in {".", "..", "*", "@"}
        return kind == "name" and (self._next(1) != "(" or text in {"node", "text"})

    def _steps(self) -> tuple[Step, ...]:
        return (self._step(), *self._more_steps())

    def _more_steps(self) -> tuple[Step, ...]:
        found: list[Step] = []
        while sign := self._takes("/", "//"):
            if sign == "//":
                found.append(Step("descendant-or-self", "node()"))
            found.append(self._step())
        return tuple(found)

    def _step(self) -> Step:
        if self._takes("."):
            return Step("self", "node()", self._predicates())
        if self._takes(".."):
            return Step("parent", "node()", self._predicates())
        axis = "child"
        if self._next(1) == "::":
            axis = self._next()
            self.at += 2
        if axis not in _AXES or self._next() == "@":
            said = tell("Công thức dùng thuộc tính hoặc trục «{axis}», không tính được ở đây.", axis=axis)
            raise NotReckonedError(said)
        return Step(axis, self._test(), self._predicates())

    def _test(self) -> str:
        if self._takes("*"):
            return "*"
        if self.at >= len(self.tokens) or self.tokens[self.at][0] != "name":
            raise self._wrong()
        name = self.tokens[self.at][1]
        self.at += 1
        if not self._takes("("):
            return name.rpartition(":")[2]
        self._needs(")")
        if name != "node":
            raise NotReckonedError(tell("Công thức dùng «{name}()», không tính được ở đây.", name=name))
        return "node()"

    def _predicates(self) -> tuple[Term, ...]:
        found: list[Term] = []
        while self._takes("["):
            found.append(self._level(0))
            self._needs("]")
        return tuple(found)

    def _primary(self) -> Term:
        if self._takes("("):
            found = self._level(0)
            self._needs(")")
            return found
        if self.at >= len(self.tokens):
            raise self._wrong()
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "text":
            return Literal(text[1:-1])
        if kind == "number":
            return Literal(float(text))
        if kind != "name" or not self._takes("("):
            self.at -= 1
            raise self._wrong()
        return Call(text, self._arguments())

    def _arguments(self) -> tuple[Term, ...]:
        if self._takes(")"):
            return ()
        found = [self._level(0)]
        while self._takes(","):
            found.append(self._level(0))
        self._needs(")")
        return tuple(found)
