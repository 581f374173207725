// The surroundings of an evidence: rows of its table around the cell, or its paragraph, with the figure marked.
const AROUND = 2;
const FIGURE = /\d/;
const MOSTLY_FIGURE = /^[≥≤><≈=]?\s*[-−]?[\d,，.]+\s*[%％‰]?[^\d\s]{0,4}$/;

// One side's surroundings, or those of several sides that stand in one table.
function surroundings(sides) {
  const side = sides[0];
  const body = side.rep ? bodyOf(side.rep) : null;
  const table = body && side.row !== undefined && body.tables.find((held) => held.block === side.block || (side.block === undefined && held.n === side.table));
  if (table) return tableAround(table, sides);
  const at = body && side.block !== undefined ? body.prose.findIndex((passage) => passage[0] === side.block) : -1;
  if (at >= 0) return proseAround(body.prose, at, sides);
  return sides.filter((held) => held.quote).map((held) => el("blockquote", { class: "quote" }, foldable(held.quote, ...spanIn(held.quote, held), true)));
}

// Where the figure stands in a text: the given span when it holds the value, otherwise the value's first occurrence.
function spanIn(text, side) {
  const { start, end, value } = side;
  if (start !== undefined && end !== undefined && end <= text.length && (!value || text.slice(start, end).includes(value))) return [start, end];
  if (!value) return [0, 0];
  const whole = new RegExp("(?<![\\d.])" + value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + "(?![\\d])");
  const found = whole.exec(text);
  return found ? [found.index, found.index + value.length] : [0, 0];
}

// The rows around the marked cells; what lies between is left out and said so.
function tableAround(table, sides) {
  const rows = [...new Set(sides.map((side) => side.row))].sort((a, b) => a - b);
  const head = headRow(table, rows[0], sides[0].col ?? 0);
  const parts = head >= 0 && head < rows[0] - AROUND ? [[head, head, "head"]] : [];
  for (const row of rows) {
    const from = Math.max(0, row - AROUND), to = Math.min(table.rows - 1, row + AROUND);
    const last = parts[parts.length - 1];
    if (last && !last[2] && from <= last[1] + 2) last[1] = Math.max(last[1], to);
    else parts.push([last ? Math.max(from, last[1] + 1) : from, to]);
  }
  const columns = usedColumns(table, parts, sides, head);
  const lines = [];
  let next = null;
  for (const [from, to, kind] of parts) {
    if (next !== null && from > next) {
      lines.push(el("tr", { class: "skipped" }, el("td", { colspan: columns.length }, from === next + 1 ? `第 ${from} 行略` : `第 ${next + 1}–${from} 行略`)));
    }
    lines.push(...gridRows(table, from, to, sides, columns, kind));
    next = to + 1;
  }
  return el("div", { class: "scroll" }, el("table", { class: "grid" }, el("tbody", {}, lines)));
}

// The nearest row above that names columns: no figures in it beyond years, and text over the marked column.
function headRow(table, below, col) {
  for (let row = below - 1; row >= 0; row--) {
    const cells = table.cells.filter((cell) => cell[0] === row);
    const over = cells.find((cell) => cell[1] <= col && cell[1] + cell[3] > col);
    if (cells.length > 1 && over && over[4] && !cells.some((cell) => FIGURE.test(cell[4].replace(/(19|20)\d\d年?|（\d+分）/g, "")))) return row;
  }
  return -1;
}

// Columns worth their room: those in which one of the rows shown below the headings has text, and the marked ones.
function usedColumns(table, parts, sides, head) {
  const used = new Set(sides.map((side) => side.col));
  for (const [row, col, tall, wide, text] of table.cells) {
    if (row === head || !text.trim() || !parts.some(([from, to]) => row <= to && row + tall > from)) continue;
    for (let at = col; at < col + wide; at++) used.add(at);
  }
  const columns = [];
  for (let at = 0; at < table.cols; at++) if (used.has(at)) columns.push(at);
  return columns;
}

// Rows first..last as a real table; cells that begin above are cut to the rows shown, columns left out narrow what spans them.
function gridRows(table, first, last, sides, columns, kind) {
  const rows = new Map();
  for (const cell of table.cells) {
    const [row, col, tall, wide, text] = cell;
    if (row > last || row + tall <= first) continue;
    const shown = columns ? columns.filter((at) => at >= col && at < col + wide).length : wide;
    if (!shown) continue;
    const top = Math.max(row, first), bottom = Math.min(row + tall - 1, last);
    if (!rows.has(top)) rows.set(top, []);
    rows.get(top).push({ row, col, tall: bottom - top + 1, wide: shown, text, begun: row < first, side: sides?.find((side) => side.row === row && side.col === col) });
  }
  const marked = new Set((sides || []).map((side) => side.row));
  const lines = [];
  for (let row = first; row <= last; row++) {
    const cells = (rows.get(row) || []).sort((a, b) => a.col - b.col);
    lines.push(el("tr", { class: kind || (marked.has(row) ? "this-row" : null) },
      cells.map((cell) => el(kind === "head" ? "th" : "td", {
        colspan: cell.wide > 1 ? cell.wide : null, rowspan: cell.tall > 1 ? cell.tall : null, "data-at": sides ? null : `${cell.row},${cell.col}`,
        class: [cell.side && "it", cell.begun && "begun", MOSTLY_FIGURE.test(cell.text) ? "num" : cell.text.length > 4 && "words"].filter(Boolean).join(" ") || null,
      }, cell.side && sides.length > 1 && el("i", { class: "letter" }, cell.side.letter),
      cell.side ? foldable(cell.text, ...spanIn(cell.text, cell.side), true) : foldable(cell.text, 0, 0, false)))));
  }
  return lines;
}

function proseAround(prose, at, sides) {
  const [, section, , text] = prose[at];
  const box = el("div", { class: "prose" });
  const before = prose[at - 1], after = prose[at + 1];
  if (before) add(box, [el("p", { class: "near" }, shorten(before[3], true))]);
  add(box, [el("p", { class: "this" }, sides.length > 1 ? severalMarks(text, sides) : foldable(text, ...spanIn(text, sides[0]), true))]);
  if (after) add(box, [el("p", { class: "near" }, shorten(after[3], false))]);
  if (section) box.dataset.section = section;
  return box;
}

function severalMarks(text, sides) {
  const spans = sides.map((side) => [...spanIn(text, side), side.letter]).filter(([start, end]) => end > start).sort((a, b) => a[0] - b[0]);
  const pieces = [];
  let at = 0;
  for (const [start, end, letter] of spans) {
    if (start < at) continue;
    pieces.push(text.slice(at, start), el("mark", {}, el("i", { class: "letter" }, letter), text.slice(start, end)));
    at = end;
  }
  return [...pieces, text.slice(at)];
}

function shorten(text, tail) {
  if (text.length <= 90) return text;
  return tail ? "……" + text.slice(-90) : text.slice(0, 90) + "……";
}
