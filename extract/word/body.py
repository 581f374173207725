"""The walk over a Word document's body: paragraphs, tables, text boxes and notes become blocks in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from lxml.etree import _Element

from extract.word.names import BLOCKS, TBL, P, T, within
from extract.word.numbering import Numbering
from extract.word.paragraph import NUM_PR, P_STYLE, Properties, properties_in, properties_of
from extract.word.plain import IN_ROWS, PlainCells, Sight, plain_rows
from extract.word.styles import Styles
from extract.word.table import Grid
from extract.word.text import ParagraphReader
from model import Block, Paragraph, Problem, Table

MAX_DEPTH = 16
"""Tables and text boxes inside each other."""

_PROBLEMS = 200

Children = Callable[[_Element], Iterable[_Element]]


class Walk:
    """Reads the stories of one document into `blocks` and `problems`; counts and fields run on from paragraph to paragraph."""

    def __init__(
        self, document_id: str, styles: Styles, numbering: Numbering, sight: Sight, notes: Callable[[str], dict[str, _Element]]
    ) -> None:
        """`notes` gives the footnotes or endnotes by id; it is asked when the text first refers to one."""
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self.partial = False
        self._document_id, self._styles, self._numbering, self._notes = document_id, styles, numbering, notes
        # A plain cell has no automatic number either, nor a style that might give it one.
        self._watched = (*IN_ROWS, NUM_PR, *((P_STYLE,) if styles.any_numbered else ()))
        self._reader = ParagraphReader(styles, sight, self._tell)
        self._bare = Properties(style=styles.paragraph_default, direct={})
        self._depth = 0
        self._noted: set[tuple[str, str]] = set()
        self._carried = ""

    def body(self, body: _Element, children: Children) -> None:
        """Read everything in the body; `children` gives an element's children, from a stream perhaps."""
        for element in within(children(body), BLOCKS):
            if element.tag == P:
                self._paragraph(element, "body")
            elif element.tag == TBL:
                self._table(element, "body", children)
            else:
                self._reader.nested_document(element)
            while self._reader.notes:
                self._note(self._reader.notes.pop(0))
        self._let_go("body")

    @property
    def left_out(self) -> dict[str, int]:
        """How often something was left out on purpose, by the code of the problem that says so."""
        reader = self._reader
        return {"unread_pictures": reader.pictures, "hidden_text": reader.hidden, "tracked_changes": reader.deleted}

    def story(self, root: _Element, role: str) -> None:
        """Read a text box, a note, a header or a footer."""
        if self._depth >= MAX_DEPTH:
            self._carried += self._too_deep(root)
            self._let_go(role)
            return
        self._depth += 1
        for element in within(root, BLOCKS):
            if element.tag == P:
                self._paragraph(element, role)
            elif element.tag == TBL:
                self._table(element, role)
            else:
                self._reader.nested_document(element)
        self._let_go(role)
        self._depth -= 1

    def _paragraph(self, p: _Element, role: str) -> None:
        text, size, properties = self._read(p)
        boxes: list[_Element] = []
        if self._reader.boxes:
            boxes, self._reader.boxes = self._reader.boxes, boxes
        if properties.runs_on:
            self._carried += text
        else:
            text, self._carried = self._carried + text, ""
            number, separator = properties.number(self._numbering)
            if text.strip():
                self._keep(number, number + separator + text, properties, size, role)
        for box in boxes:
            self.story(box, "textbox")

    def _read(self, p: _Element) -> tuple[str, float | None, Properties]:
        plain = self._reader.plain(p)
        if plain is not None:
            text, size, own = plain
            return text, size, self._bare if own is None or not len(own) else properties_in(own, self._styles)
        properties = properties_of(p, self._styles)
        return *self._reader.read(p, properties.style), properties

    def _keep(self, number: str, raw: str, properties: Properties, size: float | None, role: str) -> None:
        self.blocks.append(
            Paragraph(
                block=len(self.blocks),
                raw=raw,
                text=raw,
                style=properties.style.name,
                outline=properties.outline,
                number=number or None,
                centered=properties.centered,
                size=size or properties.style.size,
                role=role,
            )
        )

    def _let_go(self, role: str) -> None:
        """Text whose paragraph mark is gone continues in the next paragraph; before a table or an end there is none."""
        text, self._carried = self._carried, ""
        if text.strip():
            self._keep("", text, self._bare, None, role)

    def _table(self, tbl: _Element, role: str, children: Children = iter) -> None:
        self._let_go(role)
        table = self._read_table(tbl, children)
        if table.cells:
            self.blocks.append(table)

    def _read_table(self, tbl: _Element, children: Children = iter) -> Table:
        rows = plain_rows(tbl, self._watched) if children is iter else None
        return Grid(partial(self._plain_row, rows), self._cell, self._tell_cell).table(children(tbl), len(self.blocks))

    def _plain_row(self, rows: dict[_Element, PlainCells] | None, tr: _Element) -> PlainCells | None:
        """The cells of a row that can be read the quick way: one of a complete table's plain rows, or of a stream."""
        if self._styles.paragraph_default.num_id is not None or self._reader.needs_care(tr):
            return None  # every paragraph may have a number, or more to it than its text
        return (plain_rows(tr, self._watched) if rows is None else rows).get(tr)

    def _cell(self, tc: _Element) -> tuple[str, tuple[Table, ...]]:
        """A cell's text, paragraphs joined by line ends, and the tables nested in it."""
        if self._depth >= MAX_DEPTH:
            return self._too_deep(tc), ()
        self._depth += 1
        lines: list[str] = []
        tables: list[Table] = []
        self._fill(tc, lines, tables)
        self._depth -= 1
        return lines[0] if len(lines) == 1 else "\n".join(lines), tuple(tables)

    def _fill(self, parent: _Element, lines: list[str], tables: list[Table]) -> None:
        carried = ""
        for element in within(parent, BLOCKS):
            if element.tag == P:
                line, runs_on = self._line(element)
                carried += line
                if not runs_on:
                    lines.append(carried)
                    carried = ""
                if self._reader.boxes:
                    self._fill_boxes(lines, tables)
            elif element.tag == TBL:
                table = self._read_table(element)
                tables.append(table)
                lines.append(_as_text(table))
            else:
                self._reader.nested_document(element)
        if carried:
            lines.append(carried)

    def _fill_boxes(self, lines: list[str], tables: list[Table]) -> None:
        boxes, self._reader.boxes = self._reader.boxes, []
        for box in boxes:
            if self._depth >= MAX_DEPTH:
                lines.append(self._too_deep(box))
                continue
            self._depth += 1
            self._fill(box, lines, tables)
            self._depth -= 1

    def _line(self, p: _Element) -> tuple[str, bool]:
        """A paragraph of a cell with its number, and whether the next one continues its line."""
        text, _, properties = self._read(p)
        if properties.runs_on:
            return text, True
        number, separator = properties.number(self._numbering)
        return (number + separator + text if text else number), False

    def _note(self, key: tuple[str, str]) -> None:
        if key in self._noted:
            return
        self._noted.add(key)
        kind, number = key
        note = self._notes(kind).get(number)
        if note is not None:
            self.story(note, "footnote")

    def _too_deep(self, element: _Element) -> str:
        self.partial = True
        self._tell("nested_too_deep", f"表格或文本框嵌套超过 {MAX_DEPTH} 层，里层的表格结构未读取，只保留文字。")
        return "".join(t.text or "" for t in element.iter(T))

    def _tell(self, code: str, message: str) -> None:
        self._tell_cell(code, message)

    def _tell_cell(self, code: str, message: str, row: int | None = None, col: int | None = None) -> None:
        if code == "nested_document":
            self.partial = True
        if len(self.problems) < _PROBLEMS:
            self.problems.append(
                Problem(
                    document_id=self._document_id, stage="extract", code=code, message=message, block=len(self.blocks), row=row, col=col
                )
            )


def _as_text(table: Table) -> str:
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.raw)
    return "\n".join("\t".join(cells) for cells in rows.values())
