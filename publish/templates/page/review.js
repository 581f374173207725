// Answers given in the browser: only when `gouji review` serves this page, under an address that carries its token.
const review = /^https?:$/.test(location.protocol) && /^\/[\w-]{20,}\/$/.test(location.pathname);

function remembered() {
  try { return localStorage.getItem("gouji-name") || ""; } catch { return ""; }
}
function remember(name) {
  try { localStorage.setItem("gouji-name", name); } catch { /* a browser that keeps nothing */ }
}

function reviewForm(finding) {
  const answer = answerOf(finding);
  const note = el("textarea", { rows: 2, placeholder: "备注（可不填）", "aria-label": "备注", maxlength: 2000 });
  note.value = answer?.note || "";
  const name = el("input", { type: "text", placeholder: "核实人", "aria-label": "核实人", maxlength: 60 });
  name.value = remembered() || answer?.by || "";
  const told = el("output", { class: "told" });
  const buttons = Object.entries(ANSWERS).map(([status, label]) => el("button", {
    type: "button", class: "decide " + status, "data-status": status, "aria-pressed": String(answer?.status === status),
    onclick: () => decide(finding, status, note.value, name.value, told, buttons),
  }, label));
  return el("div", { class: "review" }, el("div", { class: "buttons" }, buttons), name, note, told);
}

async function decide(finding, status, note, by, told, buttons) {
  remember(by);
  told.className = "told";
  told.textContent = "正在记录……";
  for (const button of buttons) button.disabled = true;
  try {
    const answer = await fetch("decisions", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ finding_id: finding.id, status, note, by, fingerprint: finding.fp ?? null }),
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.message || "没有记下来");
    take(finding, body.answer, body.others);
    openAgain(finding);
    byId("detail").querySelector(".told").textContent = "已记录";
  } catch (error) {
    told.className = "told bad";
    told.textContent = `没有记下来：${error.message === "Failed to fetch" ? "复核服务已停止，请重新运行 gouji review" : error.message}`;
    for (const button of buttons) button.disabled = false;
  }
}

function take(finding, answer, others) {
  finding.answer = answer;
  finding.others = others && others.length ? others : undefined;
  if (finding.st === "reopened") { finding.st = "open"; delete finding.reopened; }
}

function openAgain(finding) {
  const detail = byId("detail"), top = detail.scrollTop;
  drawDetail(finding);
  detail.scrollTop = top;
  list.redraw();
  countAnswers();
}

function countAnswers() {
  const standing = data.findings.filter((finding) => finding.st !== "gone");
  const answered = standing.filter((finding) => answerOf(finding)).length;
  byId("answered").replaceChildren(answered.toLocaleString(), el("small", {}, ` / ${standing.length.toLocaleString()} 条`));
}

// Answers written since the page was published.
async function fetchAnswers() {
  document.body.classList.add("reviewing");
  const answer = await fetch("decisions");
  if (!answer.ok) return;
  const answers = (await answer.json()).answers;
  for (const [id, held] of Object.entries(answers)) {
    if (findings.has(id)) take(findings.get(id), held.answer, held.others);
  }
  refresh(true);
  countAnswers();
  if (state.open && answers[state.open.id] && !writing()) drawDetail(state.open);
}

// Somebody is filling in the form: drawing it again would throw away what was typed.
function writing() {
  const form = byId("detail").querySelector(".review");
  return Boolean(form && (form.contains(document.activeElement) || form.querySelector("textarea").value));
}
