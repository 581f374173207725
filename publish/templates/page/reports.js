// A report as understood: what was checked on it and passed, its tables, indicators and prose.
const findingsOf = new Map();
for (const finding of data.findings) {
  for (const id of new Set(finding.ev.map((side) => side.rep))) {
    if (!findingsOf.has(id)) findingsOf.set(id, []);
    findingsOf.get(id).push(finding);
  }
}

const reportList = virtualList(byId("rlist"), 76, reportRow, (report) => go("report=" + report.id));

function reportRow(report) {
  const [passed, failed] = report.checks;
  const standing = (findingsOf.get(report.id) || []).filter((finding) => finding.st !== "gone").length;
  return el("div", { class: "item report" },
    el("p", { class: "title" }, report.name),
    el("p", { class: "meta" }, el("span", { class: "dep" }, [report.dep, report.year && report.year + "年度"].filter(Boolean).join("　"))),
    el("p", { class: "meta" }, el("span", { class: "ok" }, `相符 ${passed}`), el("span", { class: failed ? "bad" : "" }, `不符 ${failed}`),
      el("span", { class: standing ? "bad" : passed ? "ok" : "" }, standing ? `疑点 ${standing}` : passed || failed ? "无疑点" : "没有可核对的关系")));
}

let reportsReady = false;
function setUpReports() {
  if (reportsReady) return;
  reportsReady = true;
  byId("rq").addEventListener("input", refreshReports);
  refreshReports();
}

function refreshReports() {
  const wanted = byId("rq").value.toLowerCase().split(/\s+/).filter(Boolean);
  const held = data.reports.filter((report) => {
    const text = [report.name, report.dep, report.project, report.file, words.kind[report.kind]].join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
  reportList.show(held);
  byId("rshown").textContent = `${held.length.toLocaleString()} 份`;
}

let shownReport = null;

function openReport(report) {
  setUpReports();
  shownReport = report;
  if (!reportList.items.includes(report)) { byId("rq").value = ""; refreshReports(); }
  reportList.select(report);
  const holder = byId("rdetail");
  holder.replaceChildren(reportView(report));
  holder.scrollTop = 0;
}

function reportView(report) {
  const body = bodyOf(report.id);
  const held = findingsOf.get(report.id) || [];
  const [passed, failed, other] = report.checks;
  return el("div", { class: "whole" },
    el("header", {}, el("h2", {}, report.name),
      el("dl", { class: "facts" },
        pair("部门", report.dep), pair("年度", report.year && String(report.year)), pair("种类", words.kind[report.kind]), pair("项目", report.project),
        pair("文件", report.file), pair("页码", report.first && (report.last && report.last !== report.first ? `第 ${report.first}–${report.last} 页` : `第 ${report.first} 页`)),
        pair("填报", report.sign && report.sign.join("　")),
        pair("读到", readable(report.n)), report.doubtful && pair("提醒", "本报告由扫描图像识别而来，数字请对照原件")),
      el("p", { class: "verdict" }, el("b", { class: "ok" }, `✓ 相符 ${passed}`), el("b", { class: failed ? "bad" : "" }, `✗ 不符 ${failed}`), el("span", {}, `不适用或缺数据 ${other}`))),
    held.length > 0 && el("section", {}, el("h3", {}, `疑点 ${held.length}`),
      el("ul", { class: "plain" }, held.map((finding) => el("li", {}, severity(finding.sev), " ", link(finding.id, {}, finding.msg), " ", finding.st === "gone" && statusChip(finding))))),
    body ? bodyView(report, body, held) : el("p", { class: "notice mild" }, "报告较多，本页只收入了一部分报告的全文；这一份请看源文件或数据表。"));
}

function readable([tables, paragraphs, indicators, facts]) {
  return [[tables, "张表"], [paragraphs, "段正文"], [indicators, "条指标"], [facts, "处正文数据"]].filter(([count]) => count).map(([count, name]) => `${count} ${name}`).join("，") || "无内容";
}

function bodyView(report, body, held) {
  return [
    body.part && el("p", { class: "notice mild" }, "报告较多，这一份只收入疑点所在处的前后文；全文请看源文件或数据表。"),
    body.checks.length > 0 && el("section", {}, el("h3", {}, "核对情况"), checksView(body.checks)),
    (report.expected || report.actual) && el("section", {}, el("h3", {}, "绩效目标"),
      el("dl", { class: "facts" }, pair("预期目标", report.expected && foldable(report.expected, 0, 0)), pair("完成情况", report.actual && foldable(report.actual, 0, 0)))),
    body.indicators.length > 0 && el("section", {}, el("h3", {}, "识别出的指标"), indicatorsView(body.indicators)),
    body.tables.map((table) => el("section", {}, el("h3", {}, report.n[0] > 1 ? `表 ${table.n + 1}` : "表格", table.page && el("small", {}, `　第 ${table.page} 页起`)), wholeTable(table, held, report.id))),
    body.prose.length > 0 && el("section", {}, el("h3", {}, "正文"), proseView(body.prose, held, report.id)),
  ];
}

// Relations grouped by what was checked, each with how it came out; what could not be judged is folded together.
function checksView(checks) {
  const groups = new Map();
  for (const check of checks) {
    if (!groups.has(check[0])) groups.set(check[0], []);
    groups.get(check[0]).push(check);
  }
  const judged = [], rest = [];
  for (const [rule, lines] of groups) (lines.some((line) => line[1] === "pass" || line[1] === "fail") ? judged : rest).push([rule, lines]);
  const failing = ([, lines]) => lines.some((line) => line[1] === "fail");
  judged.sort((a, b) => failing(b) - failing(a));
  const left = rest.flatMap(([, lines]) => lines);
  return el("div", { class: "checks" }, judged.map(([rule, lines]) => checkGroup(ruleName(rule), lines)),
    left.length > 0 && el("details", { class: "none" },
      el("summary", {}, el("span", { class: "sign" }, "–"), el("span", { class: "name" }, `不适用或缺数据的 ${rest.length} 项`), el("span", { class: "sums" }, tallied(left))),
      el("table", { class: "lines" }, el("tbody", {}, rest.map(([rule, lines]) => el("tr", {}, el("td", {}, tallied(lines)), el("td", {}, ruleName(rule)),
        el("td", {}, [...new Set(lines.map((line) => line[4]).filter(Boolean))].slice(0, 3).join("；"))))))));
}

const ruleName = (rule) => [ruleOf(rule).title || "核对项目", " ", el("small", {}, rule)];
const tallied = (lines) => Object.entries(words.check).map(([status, name]) => [name, lines.filter((line) => line[1] === status).length])
  .filter(([, count]) => count).map(([name, count]) => `${name} ${count}`).join("　");

function checkGroup(name, lines) {
  const passed = lines.filter((line) => line[1] === "pass").length, failed = lines.filter((line) => line[1] === "fail").length;
  return el("details", { class: failed ? "bad" : "ok" },
    el("summary", {}, el("span", { class: "sign" }, failed ? "✗" : "✓"), el("span", { class: "name" }, name),
      el("span", { class: "sums" }, failed ? `不符 ${failed} 处` + (passed ? `，相符 ${passed} 处` : "") : `未发现，${passed} 处相符`)),
    el("table", { class: "lines" }, el("tbody", {}, lines.slice(0, 200).map(([, status, expected, observed, detail]) => el("tr", { class: status },
      el("td", {}, words.check[status]), el("td", {}, detail), el("td", { class: "num" }, expected !== null && "应为 " + expected), el("td", { class: "num" }, observed !== null && "实为 " + observed))))));
}

function indicatorsView(rows) {
  const titles = ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因"];
  const used = titles.map((_, at) => rows.some((row) => row[at]));
  return el("div", { class: "scroll" }, el("table", { class: "grid" },
    el("thead", {}, el("tr", {}, titles.filter((_, at) => used[at]).map((title) => el("th", {}, title)))),
    el("tbody", {}, rows.map((row) => el("tr", {}, row.filter((_, at) => used[at]).map((text) => el("td", {}, foldable(text, 0, 0))))))));
}

// The whole table; cells that findings point at are marked and lead to them.
function wholeTable(table, held, id) {
  const grid = el("table", { class: "grid" }, el("tbody", {}, gridRows(table, 0, table.rows - 1, null, null)));
  for (const finding of held) {
    if (finding.st === "gone") continue;
    for (const side of finding.ev) {
      if (side.rep !== id || side.row === undefined || (side.block ?? table.block) !== table.block) continue;
      const cell = grid.querySelector(`[data-at="${side.row},${side.col}"]`);
      if (!cell || cell.classList.contains("it")) continue;
      cell.classList.add("it");
      cell.title = plainText(finding.msg);
      cell.addEventListener("click", () => { location.hash = encodeURIComponent(finding.id); });
    }
  }
  return el("div", { class: "scroll" }, grid);
}

// The prose with the quantities read in it underlined, and those that findings point at marked.
function proseView(prose, held, id) {
  const marks = new Map();
  for (const finding of held) {
    if (finding.st === "gone") continue;
    for (const side of finding.ev) {
      if (side.rep === id && side.row === undefined && side.block !== undefined) marks.set(side.block, [...(marks.get(side.block) || []), [finding, side]]);
    }
  }
  return el("div", { class: "prose whole-prose" }, prose.map(([block, , level, text, spans]) => {
    const node = el("p", { class: level ? "h" + Math.min(level, 4) : null });
    const marked = (marks.get(block) || []).map(([finding, side]) => [...spanIn(text, side), finding]).filter(([start, end]) => end > start);
    const pieces = [...marked, ...spans.map(([start, end]) => [start, end, null])].sort((a, b) => a[0] - b[0] || (b[2] ? 1 : 0) - (a[2] ? 1 : 0));
    if (text.length > 3000 || !pieces.length) add(node, foldable(text, 0, 0));
    else {
      let at = 0;
      for (const [start, end, finding] of pieces) {
        if (start < at) continue;
        add(node, [text.slice(at, start), finding ? el("mark", {}, link(finding.id, { title: plainText(finding.msg) }, text.slice(start, end)))
          : el("u", { title: "识别出的数据" }, text.slice(start, end))]);
        at = end;
      }
      add(node, [text.slice(at)]);
    }
    return node;
  }));
}
