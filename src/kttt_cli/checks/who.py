"""Who is who over the years: by code; without one by name and commune; and by name where a code was changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kttt_cli.registers.identity import name_key
from kttt_cli.registers.places import commune_key
from kttt_cli.registers.register import Bools, Ints, Register, distinct
from kttt_cli.sheets.text import unaccented

Rows = NDArray[np.intp]
NOBODY = -1
_ANY_DAY = (0, date.max.toordinal())


class Identities:
    """The organisations of a register that is kept by year.

    `ids[row]` is the same for all rows of one organisation, and NOBODY where a row names nobody or two.
    """

    def __init__(self, register: Register, edges: Ints) -> None:
        self.register = register
        self.years = [year for year in distinct(register.years) if year > 0]
        self.gone = _gone(register, edges)
        """Ended by the cut-off date of its list, or perhaps ended."""
        self.recoded: dict[int, int] = {}
        """Rows whose code is not that of the same organisation's other years, with a row that has the usual one."""
        self.borrowed: dict[int, int] = {}
        """Rows with the code of another on the same list, and the row of that other."""
        self.ids = self._by_code_or_name()
        self.undated = np.unique(self.ids[register.years <= 0])
        """Those of whom a row is of no known year: on which list they are missing is not known."""
        if len(self.years) > 1:
            self._join_recoded()

    @cached_property
    def name_ends(self) -> Ints:
        """A number for each word of the names by its last part, without case and accents: two ways of writing one
        organisation's name share it. To make a key of every name takes as long as to read them."""
        ends = [word[word.rfind(" ") + 1 :] for word in self.register.columns["name"].words]
        bare = {end: end if end.isdigit() else unaccented(end) for end in set(ends)}
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(bare[end], len(numbers)) for end in ends] or [0], dtype=np.int64)

    def rows_of(self, year: int) -> Rows:
        return np.flatnonzero((self.register.years == year) & (self.ids != NOBODY))

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Years that follow each other and both have a list."""
        return ((year, year + 1) for year in self.years if year + 1 in self.years)

    def nameless(self, year: int) -> Ints:
        """Days of founding of the rows on that list that nobody can be known by: whoever seems to be missing may be
        one of them."""
        begun = self.register.columns["registered_on"]
        rows = (self.register.years == year) & (self.ids == NOBODY) & begun.known
        found: Ints = begun.values[rows]
        return found

    def differing(self, low: Ints, high: Ints, known: Bools) -> Iterator[Rows]:
        """The rows with a known value of each organisation for which some `low` lies above some `high`. Of one that is
        twice on a list (told already) it is not known which row is its own: neither is taken."""
        rows = np.flatnonzero(known & (self.ids != NOBODY) & (self.register.years > 0))
        if not len(rows):
            return
        rows = rows[np.lexsort((self.register.years[rows], self.ids[rows]))]
        twice = (self.ids[rows][1:] == self.ids[rows][:-1]) & (
            self.register.years[rows][1:] == self.register.years[rows][:-1]
        )
        rows = rows[~(np.append(False, twice) | np.append(twice, False))]
        if not len(rows):
            return
        ids = self.ids[rows]
        starts = np.flatnonzero(np.append(True, ids[1:] != ids[:-1]))
        most = np.maximum.reduceat(low[rows], starts)
        least = np.minimum.reduceat(high[rows], starts)
        ends = np.append(starts[1:], len(rows))
        for group in np.flatnonzero(most > least).tolist():
            yield rows[starts[group] : ends[group]]

    # --- how they are found ------------------------------------------------------------------------

    def _by_code_or_name(self) -> Ints:
        codes, names = self.register.columns["code"], self.register.columns["name"]
        ids = np.where(codes.known, codes.values.astype(np.int64), NOBODY)
        if len(self.years) < 2:  # noqa: PLR2004
            return ids
        of_others = np.zeros(len(self.register), dtype=np.bool_)
        of_others[self._with_codes_of_others()] = True
        uncoded = np.flatnonzero((~codes.known | of_others) & names.known)
        numbers = self._named(uncoded)
        ids[uncoded] = np.where(numbers >= 0, numbers + len(codes.words), NOBODY)
        return ids

    def _with_codes_of_others(self) -> list[int]:
        """Of the rows that share a code on one list, those whose name the code never has on other lists; all of
        them where it is on no other and their names differ: it tells of nobody."""
        codes, years = self.register.columns["code"], self.register.years
        rows = np.flatnonzero(codes.known & (years > 0))
        rows = rows[np.lexsort((codes.values[rows], years[rows]))]
        same = (codes.values[rows][1:] == codes.values[rows][:-1]) & (years[rows][1:] == years[rows][:-1])
        found = []
        for code in distinct(codes.values[rows[1:][same]]):
            of_code = rows[codes.values[rows] == code]
            names = self._name_keys(of_code)
            lists = Counter(years[of_code].tolist())
            usual = {name for row, name in zip(of_code.tolist(), names, strict=True) if lists[int(years[row])] == 1}
            for row, name in zip(of_code.tolist(), names, strict=True):
                if name not in usual and len(set(names)) > 1 and lists[int(years[row])] > 1:
                    found.append(row)
                    self.borrowed[row] = next(
                        int(each) for each in of_code if years[each] == years[row] and each != row
                    )
        return found

    def _named(self, rows: Rows) -> Ints:
        """A number for each of the rows by its name; by name and commune where several have the name."""
        names = self._name_keys(rows)
        years = self.register.years[rows].tolist()
        communes = self._commune_keys(rows)
        several = _doubled(zip(years, names, strict=True)) | self._of_several(rows, names, communes)
        keys = [f"{name}|{commune}" if name in several else name for name, commune in zip(names, communes, strict=True)]
        unclear = {key.partition("|")[0] for key in _doubled(zip(years, keys, strict=True))}
        numbers: dict[str, int] = {}
        return np.array(
            [
                NOBODY if name in unclear else numbers.setdefault(key, len(numbers))
                for name, key in zip(names, keys, strict=True)
            ],
            dtype=np.int64,
        )

    def _of_several(self, rows: Rows, names: list[str], communes: list[str]) -> set[str]:
        """Names that stand in several communes, founded on days that never agree between one commune and another:
        who only moved, or whose commune was merged, keeps the day."""
        begun = self.register.columns["registered_on"]
        assert begun.upper is not None
        places: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
        spans = zip(begun.values[rows].tolist(), begun.upper[rows].tolist(), begun.known[rows].tolist(), strict=True)
        for name, commune, (first, last, known) in zip(names, communes, spans, strict=True):
            if commune:
                places[name][commune].append((first, last) if known else _ANY_DAY)
        return {
            name
            for name, there in places.items()
            if len(there) > 1
            and not any(
                one[0] <= other[1] and other[0] <= one[1]
                for here, elsewhere in combinations(there.values(), 2)
                for one in here
                for other in elsewhere
            )
        }

    def _name_keys(self, rows: Rows) -> list[str]:
        return _keys(self.register, "name", rows, name_key)

    def _commune_keys(self, rows: Rows) -> list[str]:
        return _keys(self.register, "commune", rows, commune_key)

    def _join_recoded(self) -> None:
        """Of two lists that follow each other: who is on the first only and who is on the second only are one where
        name and place, or name and day of founding, are the same and nobody else has them."""
        parents: dict[int, int] = {}

        def root(of: int) -> int:
            while (above := parents.get(of, of)) != of:
                of = above
            return of

        for year, following in self.pairs():
            before, after = self.rows_of(year), self.rows_of(following)
            left = before[~np.isin(self.ids[before], self.ids[after]) & ~self.gone[before]]
            came = after[~np.isin(self.ids[after], self.ids[before])]
            for old, new in self._same_name(left, came):
                parents[root(int(self.ids[new]))] = root(int(self.ids[old]))
        if not parents:
            return
        joined = {each: root(each) for each in parents if root(each) != each}
        members: dict[int, list[int]] = defaultdict(list)
        for each, above in joined.items():
            members[above].append(each)
        for above, others in members.items():
            self._note_codes(np.flatnonzero(np.isin(self.ids, [above, *others])))
        for each, above in joined.items():
            self.ids[self.ids == each] = above

    def _same_name(self, left: Rows, came: Rows) -> Iterator[tuple[int, int]]:
        if not len(left) or not len(came):
            return
        by_name: dict[str, list[int]] = defaultdict(list)
        for row, name in zip(left.tolist(), self._name_keys(left), strict=True):
            by_name[name].append(row)
        wanted: dict[str, list[int]] = defaultdict(list)
        for row, name in zip(came.tolist(), self._name_keys(came), strict=True):
            if name in by_name:
                wanted[name].append(row)
        for name, new in wanted.items():
            old = by_name[name]
            pairs = [(one, other) for one in old for other in new if name and self._alike(one, other)]
            for one, other in pairs:
                if [one for one, _ in pairs].count(one) == [other for _, other in pairs].count(other) == 1:
                    yield one, other

    def _alike(self, one: int, other: int) -> bool:
        begun = self.register.columns["registered_on"]
        if begun.known[one] and begun.known[other]:
            assert begun.upper is not None
            return bool(begun.values[one] <= begun.upper[other] and begun.values[other] <= begun.upper[one])
        here, there = self._commune_keys(np.array([one, other], dtype=np.intp))
        return bool(here) and here == there

    def _note_codes(self, rows: Rows) -> None:
        """Of the codes of one organisation the one that most of its years have is the usual one; of two, the first."""
        codes = self.register.columns["code"]
        coded = [row for row in rows[np.argsort(self.register.years[rows], kind="stable")].tolist() if codes.known[row]]
        written = [int(codes.values[row]) for row in coded]
        if len(set(written)) < 2:  # noqa: PLR2004
            return
        usual = max(dict.fromkeys(written), key=written.count)
        example = coded[written.index(usual)]
        self.recoded |= {row: example for row, code in zip(coded, written, strict=True) if code != usual}


def _gone(register: Register, edges: Ints) -> Bools:
    ended = register.columns["ended_on"]
    gone: Bools = (ended.known & (ended.values <= edges)) | ended.not_read
    status = register.columns.get("status")
    if status is not None:
        word = status.words.index("ended") if "ended" in status.words else NOBODY
        gone = gone | (status.known & (status.values == word)) | status.not_read
    return gone


def _keys(register: Register, name: str, rows: Rows, key: Callable[[str], str]) -> list[str]:
    series = register.columns[name]
    known: dict[int, str] = {}
    keys = []
    for word, there in zip(series.values[rows].tolist(), series.known[rows].tolist(), strict=True):
        if there and word not in known:
            known[word] = key(series.words[word])
        keys.append(known[word] if there else "")
    return keys


def _doubled(of_years: Iterable[tuple[int, str]]) -> set[str]:
    """What stands twice in some year."""
    return {name for (_, name), count in Counter(of_years).items() if count > 1}
