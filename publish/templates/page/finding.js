// One finding: the sentence, both sides next to each other, the calculation, the reasons.
function findingView(finding, paper) {
  const rule = ruleOf(finding.rule);
  const led = followers.get(finding.id) || [];
  const view = el("div", { class: "finding", "data-id": finding.id });
  add(view, [
    el("header", {},
      el("p", { class: "line" }, severity(finding.sev), el("span", { class: "cat" }, finding.cat), el("span", {}, finding.title),
        statusChip(finding), el("span", { class: "spacer" }),
        paper ? el("span", { class: "quiet" }, "编号 " + finding.id) : link(finding.id, { class: "permalink", title: "本条的固定链接" }, "编号 " + finding.id)),
      el("h2", {}, finding.msg),
      el("p", { class: "quiet" }, [finding.dep, finding.year && finding.year + "年度", finding.first && "首次发现 " + day(finding.first)].filter(Boolean).join("　"))),
    finding.reopened && el("p", { class: "notice" }, el("b", {}, "重新打开　"), finding.reopened),
    finding.root && findings.has(finding.root) && el("p", { class: "notice mild" }, el("span", { class: "clamp" }, "由另一条疑点引起，一并核实：",
      link(finding.root, {}, findings.get(finding.root).msg))),
    decisionView(finding, paper),
    sidesView(finding, paper),
    calculation(finding),
    el("details", { class: "why", open: paper }, el("summary", {}, "核对依据与建议程序"),
      el("dl", {},
        pair("核对项目", `${finding.title}（${finding.rule}）`), pair("依据", finding.basis || rule.basis), pair("核对方法", rule.why), pair("建议程序", rule.how))),
    led.length > 0 && el("details", { class: "led", open: paper || led.length <= 3 }, el("summary", {}, `由此牵连的 ${led.length} 条疑点`),
      el("ul", {}, led.map((other) => el("li", {}, severity(other.sev), " ", paper ? el("span", {}, other.msg) : link(other.id, {}, other.msg))))),
  ]);
  return view;
}

const LETTERS = "甲乙丙丁戊己庚辛壬癸";
const MOST_CARDS = 8;

// Cards next to each other; of more than two sides, those in one table or one paragraph share a card.
function sidesView(finding, paper) {
  const groups = [];
  finding.ev.forEach((side, at) => {
    side.letter = finding.ev.length > 1 ? LETTERS[at] || String(at + 1) : "";
    const kin = finding.ev.length > 2 && side.block !== undefined
      && groups.find(([first]) => (first.row === undefined) === (side.row === undefined) && first.rep === side.rep && first.block === side.block);
    if (kin) kin.push(side);
    else groups.push([side]);
  });
  const box = el("div", { class: "sides n" + Math.min(groups.length, 3) });
  const draw = (most) => {
    box.replaceChildren(...groups.slice(0, most).map((sides) => cardView(finding, sides, paper)));
    if (groups.length > most) add(box, [el("button", { type: "button", class: "more", onclick: () => draw(groups.length) }, `还有 ${groups.length - most} 处，全部显示`)]);
  };
  draw(paper ? 4 * MOST_CARDS : MOST_CARDS);
  return box;
}

function cardView(finding, sides, paper) {
  const [first] = sides;
  const other = finding.ev.length === 2 ? finding.ev.find((side) => side !== first) : null;
  const report = reports.has(first.rep) && !paper ? link("report=" + first.rep, { title: "看整份报告" }, reportName(first.rep)) : el("span", {}, reportName(first.rep));
  const pictures = [...new Set(sides.map((side) => side.pic).filter(Boolean))].slice(0, 1).map((name) => byId("picture-" + name)).filter(Boolean);
  return el("section", { class: sides.length > 1 ? "side several" : "side" },
    el("header", {}, sides.map((side) => el("div", { class: "what" },
      side.letter && el("span", { class: "tag" }, side.letter),
      el("div", { class: "label" }, side.label, sides.length === 1 && el("span", { class: "where" }, report, side.place && el("span", { class: "place" }, side.place))),
      side.value !== undefined && el("div", { class: "value" }, el("span", {}, digits(side, other)), side.unit && el("small", {}, side.unit)))),
    sides.length > 1 && el("span", { class: "where" }, report)),
    surroundings(sides),
    pictures.map((picture) => el("figure", { class: "crop", title: "点击放大或缩小", onclick: (event) => event.currentTarget.classList.toggle("zoomed") },
      el("img", { src: "data:image/png;base64," + picture.textContent, alt: "原页面上的位置", loading: "lazy" }), el("figcaption", {}, "原页面，点击放大"))),
  );
}

// The value with the letters that differ from the other side's marked.
function digits(side, other) {
  const a = String(side.value), b = other && other.value !== undefined ? String(other.value) : null;
  if (b === null || a === b || a.length !== b.length) return [a];
  let from = 0, to = a.length;
  while (a[from] === b[from]) from++;
  while (a[to - 1] === b[to - 1]) to--;
  return [a.slice(0, from), el("em", {}, a.slice(from, to)), a.slice(to)];
}

function calculation(finding) {
  const lines = [];
  if (finding.formula) lines.push(pair("计算", el("span", { class: "formula" }, finding.formula)));
  if (finding.diff) lines.push(pair("相差", el("span", { class: "formula" }, finding.diff, unitOf(finding))));
  return lines.length ? el("dl", { class: "calculation" }, lines) : null;
}

// The unit of a difference that is a bare number: that of the side the finding observed, else the common one of all sides.
function unitOf(finding) {
  if (!/^[-−+\d.,]+$/.test(finding.diff)) return "";
  const seen = finding.ev.filter((side) => finding.obs && parseFloat(side.value) === parseFloat(finding.obs));
  const units = new Set((seen.length ? seen : finding.ev).map((side) => side.unit || ""));
  const unit = units.size === 1 ? [...units][0] : "";
  return unit === "%" ? " 个百分点" : unit && " " + unit;
}

const pair = (term, ...body) => (body.some((part) => part) ? [el("dt", {}, term), el("dd", {}, ...body)] : []);
const day = (run) => (/^\d{8}T/.test(run) ? `${run.slice(0, 4)}-${run.slice(4, 6)}-${run.slice(6, 8)}` : run);

function decisionView(finding, paper) {
  const box = el("div", { class: "decision" });
  const answer = answerOf(finding);
  if (answer) {
    add(box, [el("p", { class: "answer " + answer.status }, el("b", {}, ANSWERS[answer.status]),
      el("span", {}, [answer.by, answer.at && answer.at.slice(0, 10), answer.note, answer.reason].filter(Boolean).join("　")))]);
  } else if (finding.reopened && finding.answer) {
    add(box, [el("p", { class: "answer past" }, `此前判为“${ANSWERS[finding.answer.status]}”`,
      el("span", {}, [finding.answer.by, finding.answer.at.slice(0, 10), finding.answer.note].filter(Boolean).join("　")))]);
  }
  for (const other of finding.others || []) {
    add(box, [el("p", { class: "answer conflict" }, el("b", {}, "意见不一"), `${other.by || "未署名"}于 ${other.at.slice(0, 10)} 判为“${ANSWERS[other.status]}”`,
      other.note && el("span", {}, other.note))]);
  }
  if (review && !paper && finding.st !== "gone") add(box, [reviewForm(finding)]);
  return box.childNodes.length ? box : null;
}
