// A list of fixed-height rows of which only those in sight exist, so that thousands open at once.
function virtualList(holder, height, draw, choose) {
  const run = holder.querySelector(".run");
  let items = [], chosen = -1, drawn = "";
  const paint = () => {
    const room = holder.clientHeight || 800;
    const from = Math.max(0, Math.floor(holder.scrollTop / height) - 4);
    const to = Math.min(items.length, Math.ceil((holder.scrollTop + room) / height) + 4);
    const now = `${from}-${to}-${chosen}`;
    if (now === drawn) return;
    drawn = now;
    const rows = [];
    for (let at = from; at < to; at++) {
      const row = draw(items[at], at);
      row.classList.add("row");
      row.style.top = at * height + "px";
      row.style.height = height + "px";
      row.id = holder.id + "-" + at;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(at === chosen));
      row.setAttribute("aria-posinset", at + 1);
      row.setAttribute("aria-setsize", items.length);
      row.addEventListener("click", (event) => { if (!event.target.closest("a, button")) choose(items[at]); });
      rows.push(row);
    }
    run.replaceChildren(...rows);
    if (chosen >= 0) holder.setAttribute("aria-activedescendant", holder.id + "-" + chosen);
    else holder.removeAttribute("aria-activedescendant");
  };
  const reveal = () => {
    const top = chosen * height, room = holder.clientHeight;
    if (top < holder.scrollTop) holder.scrollTop = top;
    else if (top + height > holder.scrollTop + room) holder.scrollTop = top + height - room;
  };
  holder.addEventListener("scroll", paint, { passive: true });
  new ResizeObserver(paint).observe(holder);
  holder.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor(holder.clientHeight / height) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined || !items.length || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(items[Math.min(items.length - 1, Math.max(0, chosen + step))]);
  });
  return {
    show(list, keep) {
      items = list;
      drawn = "";
      run.style.height = items.length * height + "px";
      if (!keep) holder.scrollTop = 0;
      paint();
    },
    select(item, stay) {
      chosen = items.indexOf(item);
      drawn = "";
      if (chosen >= 0 && !stay) reveal();
      paint();
      return chosen;
    },
    redraw() { drawn = ""; paint(); },
    get items() { return items; },
  };
}
