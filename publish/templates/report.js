const data = JSON.parse(document.getElementById("main").textContent);
const list = document.getElementById("list");
for (const finding of data.findings) {
  const item = document.createElement("article");
  item.id = finding.id;
  item.textContent = `${data.words.sev[finding.sev]} ${finding.msg}`;
  list.append(item);
}
