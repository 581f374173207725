// The findings: filters, order, and the list on the left with the chosen one on the right.
const ORDER = Object.keys(words.sev);
const FILTERS = ["dep", "rep", "cat", "sev", "st", "ans"];
const state = { q: "", sort: "sev", dep: "", rep: "", cat: "", sev: "", st: "", ans: "", chosen: null, open: null };
const hay = new Map();

function haystack(finding) {
  if (!hay.has(finding.id)) {
    const sides = finding.ev.map((side) => [side.label, side.quote, side.value, reportName(side.rep)].join(" "));
    hay.set(finding.id, [finding.id, finding.msg, finding.title, finding.cat, finding.dep, finding.rule, ...sides].join(" ").toLowerCase());
  }
  return hay.get(finding.id);
}

const answerKey = (finding) => answerOf(finding)?.status || "none";

function matches(finding, except) {
  if (except !== "st" && !state.st && finding.st === "gone") return false;
  for (const field of FILTERS) {
    if (field === except || !state[field]) continue;
    if (field === "rep") { if (!finding.ev.some((side) => side.rep === state.rep)) return false; }
    else if (field === "ans") { if (answerKey(finding) !== state.ans) return false; }
    else if (String(finding[field]) !== state[field]) return false;
  }
  const wanted = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  return wanted.every((word) => haystack(finding).includes(word));
}

const place = new Map(data.findings.map((finding, at) => [finding.id, at]));
const by = {
  sev: (a, b) => 0,
  dep: (a, b) => compare(a.dep, b.dep),
  rep: (a, b) => compare(reportName(a.ev[0]?.rep), reportName(b.ev[0]?.rep)),
  cat: (a, b) => compare(a.cat, b.cat),
  diff: (a, b) => size(b) - size(a),
  new: (a, b) => ["new", "reopened", "open", "gone"].indexOf(a.st) - ["new", "reopened", "open", "gone"].indexOf(b.st),
};
const collator = new Intl.Collator("zh-CN", { numeric: true });
const compare = (a, b) => (a === b ? 0 : collator.compare(a || "", b || ""));
const size = (finding) => Math.abs(parseFloat(String(finding.diff ?? "").replace(/[,，]/g, ""))) || 0;

// Findings that pass the filters, in order; what follows from a finding shown is folded under it.
function wantedFindings() {
  const passing = data.findings.filter((finding) => matches(finding));
  const ids = new Set(passing.map((finding) => finding.id));
  const heads = passing.filter((finding) => !(finding.root && finding.root !== finding.id && ids.has(finding.root)));
  const order = by[state.sort];
  heads.sort((a, b) => order(a, b) || place.get(a.id) - place.get(b.id));
  return { heads, passing };
}

const list = virtualList(byId("list"), 98, findingRow, (finding) => go(finding.id));

function findingRow(finding) {
  const answer = answerOf(finding);
  const led = (followers.get(finding.id) || []).length;
  return el("div", { class: `item ${finding.sev} st-${finding.st}` },
    el("p", { class: "line" }, severity(finding.sev), el("span", { class: "cat" }, finding.cat), el("span", { class: "title" }, finding.title)),
    el("p", { class: "msg" }, finding.msg.slice(0, 160)),
    el("p", { class: "meta" }, el("span", { class: "dep" }, finding.dep), statusChip(finding),
      answer && el("span", { class: "chip ans-" + answer.status }, ANSWERS[answer.status]),
      finding.others && el("span", { class: "chip conflict" }, "意见不一"),
      led > 0 && el("span", { class: "chip" }, `牵连 ${led}`)));
}

function refresh(keep) {
  const { heads, passing } = wantedFindings();
  list.show(heads, keep);
  const standing = data.findings.filter((finding) => finding.st !== "gone").length;
  const folded = passing.length - heads.length;
  byId("shown").textContent = `${heads.length.toLocaleString()} 条` + (folded ? `（另折叠牵连 ${folded.toLocaleString()} 条）` : "")
    + (passing.length !== standing ? `，共 ${standing.toLocaleString()} 条` : "");
  byId("reset").hidden = !state.q && FILTERS.every((field) => !state[field]);
  for (const button of document.querySelectorAll("[data-filter]")) {
    button.setAttribute("aria-pressed", String(state[button.dataset.filter] === button.dataset.value));
  }
  list.select(state.chosen, !keep);
  return heads;
}

// After a change of filters the finding in view is one of those listed.
function refine() {
  const heads = refresh();
  if (heads.length && !heads.includes(state.chosen)) go(heads[0].id);
  else if (!heads.length) { state.chosen = null; say("没有符合筛选的疑点"); }
}

const choices = {
  dep: () => tally(data.findings.map((finding) => finding.dep), plainText, "全部部门"),
  rep: () => tally(data.findings.flatMap((finding) => [...new Set(finding.ev.map((side) => side.rep))]).filter((id) => reports.has(id)),
    (id) => { const report = reports.get(id); return plainText((state.dep ? "" : (report.dep || "") + " ") + report.name); }, "全部报告",
    (id) => !state.dep || reports.get(id).dep === state.dep),
  cat: () => tally(data.findings.map((finding) => finding.cat), plainText, "全部类别"),
  sev: () => fixed(words.sev, "全部级别"),
  st: () => fixed(words.st, "全部状态"),
  ans: () => fixed({ none: "未核实", ...ANSWERS }, "全部核实结果"),
};

function tally(values, name, all, keep) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  const held = [...counts].filter(([value]) => !keep || keep(value)).map(([value, count]) => [value, `${shortened(name(value), 40)}（${count.toLocaleString()}）`]);
  return [["", all], ...held.sort((a, b) => compare(a[1], b[1])).slice(0, 2000)];
}
const fixed = (names, all) => [["", all], ...Object.entries(names)];
const shortened = (text, most) => (text.length > most ? text.slice(0, most) + "…" : text);

function fill(field) {
  const select = byId("f-" + field);
  select.replaceChildren(...choices[field]().map(([value, label]) => {
    const option = document.createElement("option");
    option.value = value;
    option.textContent = label;
    return option;
  }));
  select.value = state[field];
}

function setFilter(field, value) {
  state[field] = value;
  byId("f-" + field).value = value;
  if (field === "dep") {
    if (state.rep && value && reports.get(state.rep)?.dep !== value) state.rep = "";
    reportChoices = false;
  }
  refine();
}

let reportChoices = false;

function setUpFindings() {
  for (const field of FILTERS) {
    if (field !== "rep") fill(field);
    byId("f-" + field).addEventListener("change", (event) => setFilter(field, event.target.value));
  }
  const rep = byId("f-rep");
  rep.append(new Option("全部报告", ""));
  const late = () => { if (!reportChoices) { fill("rep"); reportChoices = true; } };
  rep.addEventListener("pointerdown", late);
  rep.addEventListener("focus", late);
  byId("q").addEventListener("input", (event) => { state.q = event.target.value; refine(); });
  byId("sort").addEventListener("change", (event) => { state.sort = event.target.value; refresh(); });
  byId("reset").addEventListener("click", () => { clearFilters(); if (state.chosen) list.select(state.chosen); else refine(); });
  for (const button of document.querySelectorAll("[data-filter]")) {
    button.addEventListener("click", () => {
      const { filter, value } = button.dataset;
      show("findings");
      setFilter(filter, state[filter] === value ? "" : value);
      byId("view-findings").scrollIntoView({ block: "nearest" });
    });
  }
  byId("list").addEventListener("keydown", (event) => { if (event.key === "Enter") byId("detail").focus(); });
}

function clearFilters() {
  state.q = byId("q").value = "";
  for (const field of FILTERS) state[field] = byId("f-" + field).value = "";
  refresh();
}

function openFinding(finding) {
  const led = finding.root && findings.get(finding.root);
  if (!matches(finding)) {
    clearFilters();
    if (finding.st === "gone") setFilter("st", "gone");
  }
  state.chosen = list.items.includes(finding) ? finding : led || finding;
  list.select(state.chosen);
  drawDetail(finding);
}

function drawDetail(finding) {
  state.open = finding;
  const detail = byId("detail");
  detail.replaceChildren(findingView(finding, false));
  detail.scrollTop = 0;
  for (const box of detail.querySelectorAll(".scroll")) centre(box);
}

// A wide table is scrolled so that the marked cell is in sight.
function centre(box) {
  const cell = box.querySelector(".it");
  if (cell) box.scrollLeft = Math.max(0, cell.offsetLeft - (box.clientWidth - cell.offsetWidth) / 2);
}
