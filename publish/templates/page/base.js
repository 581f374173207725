// Small words the rest of the page is written in. Text only ever enters the page as text nodes.
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("main").textContent);
const words = data.words;
const HIDDEN = {
  "\u061c": "ALM", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF",
  "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
};
const HIDDEN_RUN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    if (child instanceof Node) node.append(child);
    else node.append(...visible(String(child)));
  }
}

// Nodes for a text: invisible direction marks and control characters are shown as small labels.
function visible(text) {
  if (!HIDDEN_RUN.test(text)) return [document.createTextNode(text)];
  const nodes = [];
  let plain = "";
  for (const letter of text) {
    if (!HIDDEN_RUN.test(letter)) { plain += letter; continue; }
    if (plain) nodes.push(document.createTextNode(plain));
    plain = "";
    const label = document.createElement("span");
    label.className = "hidden-mark";
    label.title = HIDDEN[letter] ? "看不见的书写方向符号" : "控制字符";
    label.textContent = HIDDEN[letter] || "U+" + letter.codePointAt(0).toString(16).padStart(4, "0").toUpperCase();
    nodes.push(label);
  }
  if (plain) nodes.push(document.createTextNode(plain));
  return nodes;
}

// The same for places that take no elements, such as options and titles.
function plainText(text) {
  return [...String(text ?? "")].map((letter) => (HIDDEN_RUN.test(letter) ? `‹${HIDDEN[letter] || "?"}›` : letter)).join("");
}

const LONG = 420;

// A text that may be very long: a window around [start, end) and a button for the rest.
function foldable(text, start, end, marked) {
  const mark = (from, to) => (marked && end > start ? [
    text.slice(from, start), el("mark", {}, text.slice(start, end)), text.slice(end, to),
  ] : [text.slice(from, to)]);
  if (text.length <= LONG) return mark(0, text.length);
  const middle = end > start ? start : 0;
  const from = Math.max(0, middle - LONG / 2), to = Math.min(text.length, from + LONG);
  const holder = el("span", { class: "folded" });
  const draw = (open) => {
    holder.replaceChildren();
    const button = el("button", { type: "button", class: "more", "aria-expanded": String(open), onclick: () => draw(!open) },
      open ? "收起" : `展开全文（共 ${text.length.toLocaleString()} 字）`);
    add(holder, open ? [mark(0, text.length), " ", button]
      : [from > 0 && "……", mark(from, Math.max(to, end)), to < text.length && "……", " ", button]);
  };
  draw(false);
  return [holder];
}

const reports = new Map(data.reports.map((report) => [report.id, report]));
const findings = new Map(data.findings.map((finding) => [finding.id, finding]));
const bodies = new Map();

// A whole report as understood, parsed when first needed; null when the page does not carry it.
function bodyOf(id) {
  if (!bodies.has(id)) {
    const held = byId("report-" + id);
    bodies.set(id, held ? JSON.parse(held.textContent) : null);
  }
  return bodies.get(id);
}

const reportName = (id) => reports.get(id)?.name || "（报告不在本页）";
const ruleOf = (id) => data.rules[id] || {};
const followers = new Map();
for (const finding of data.findings) {
  if (finding.root && finding.root !== finding.id && findings.has(finding.root)) {
    if (!followers.has(finding.root)) followers.set(finding.root, []);
    followers.get(finding.root).push(finding);
  }
}
const link = (target, attributes, ...children) => el("a", { href: "#" + encodeURIComponent(target), ...attributes }, ...children);
const severity = (key) => el("b", { class: "sev " + key }, words.sev[key]);
const statusChip = (finding) => el("span", { class: "chip st-" + finding.st }, words.st[finding.st]);
const ANSWERS = { confirmed: "确认", dismissed: "误报", open: "存疑" };
// The answer that holds: none after the evidence changed, until somebody answers again.
const answerOf = (finding) => (finding.st === "reopened" ? null : finding.answer || null);
