// Views by address, keys, printing, and the beginning.
const VIEWS = ["findings", "reports", "files", "about"];
const MOST_ON_PAPER = 400;

function show(view) {
  for (const name of VIEWS) byId("view-" + name).hidden = name !== view;
  for (const tab of document.querySelectorAll("[data-view]")) tab.toggleAttribute("aria-current", tab.dataset.view === view);
  byId("summary").hidden = view !== "findings";
  if (view === "reports") setUpReports();
}

function route() {
  let target = "";
  try { target = decodeURIComponent(location.hash.slice(1)); } catch { target = ""; }
  if (findings.has(target)) {
    show("findings");
    openFinding(findings.get(target));
  } else if (target.startsWith("report=") && reports.has(target.slice(7))) {
    show("reports");
    openReport(reports.get(target.slice(7)));
  } else {
    const view = VIEWS.includes(target) ? target : "findings";
    show(view);
    if (view === "reports" && !byId("rdetail").childNodes.length && data.reports.length) openReport(reportList.items[0]);
    if (view === "findings" && !state.chosen) {
      if (target && !VIEWS.includes(target)) say(`没有编号为“${target}”的疑点`);
      else if (list.items.length) openFinding(list.items[0]);
      else say(data.findings.length ? "没有符合筛选的疑点" : "没有发现疑点");
    }
  }
}

// Moving through a list leaves no trail in the browser's history; links do.
function go(target) {
  history.replaceState(null, "", "#" + encodeURIComponent(target));
  route();
}

function say(text) {
  byId("detail").replaceChildren(el("p", { class: "empty" }, text));
}

function layOutPaper() {
  const paper = byId("paper");
  if (!byId("view-findings").hidden) {
    const { passing } = wantedFindings();
    add(paper, passing.slice(0, MOST_ON_PAPER).map((finding) => findingView(finding, true)));
    if (passing.length > MOST_ON_PAPER) add(paper, [el("p", {}, `其余 ${passing.length - MOST_ON_PAPER} 条请筛选后分次打印。`)]);
  } else if (!byId("view-reports").hidden && shownReport) {
    add(paper, [reportView(shownReport)]);
  }
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    (byId("view-reports").hidden ? byId("q") : byId("rq")).focus();
  } else if (event.key === "Escape") {
    (byId("view-reports").hidden ? byId("list") : byId("rlist")).focus();
  }
});
// Where list and detail stand one under the other, a link brings what it names into sight.
function follow() {
  route();
  const detail = [byId("detail"), byId("rdetail")].find((pane) => pane.offsetParent);
  const named = location.hash.length > 1 && !VIEWS.includes(location.hash.slice(1));
  if (named && detail && getComputedStyle(detail).overflowY === "visible") detail.scrollIntoView();
}

addEventListener("hashchange", follow);
addEventListener("beforeprint", layOutPaper);
addEventListener("afterprint", () => byId("paper").replaceChildren());
byId("print").addEventListener("click", () => print());
byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("list").focus(); });

setUpFindings();
refresh();
follow();
if (data.left_out) byId("view-findings").prepend(el("p", { class: "notice mild" }, `疑点过多，本页只收入最重的 ${data.findings.length.toLocaleString()} 条，另有 ${data.left_out.toLocaleString()} 条见“疑点清单.xlsx”。`));
if (review) fetchAnswers();
document.body.dataset.ready = "1";
