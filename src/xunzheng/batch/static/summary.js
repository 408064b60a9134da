"use strict";
// Sorts the tables by a column and filters the table of all reports; without it both are whole as they stand.
(() => {
  document.documentElement.classList.add("js");

  const text = (row, place) => row.cells[place].innerText.trim();
  const number = (words) => {
    const found = words.replace(/−/g, "-").replace(/,/g, "").match(/^[-+]?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function compare(one, other) {
    const a = number(one), b = number(other);
    if (a !== null && b !== null) return a - b;
    if (a !== null || b !== null) return a === null ? -1 : 1;
    return order.compare(one, other);
  }

  function sort(table, place, header) {
    const down = header.getAttribute("aria-sort") !== "descending";
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const keyed = Array.from(body.rows, (row) => [text(row, place), row]);
    keyed.sort((a, b) => compare(a[0], b[0]) * (down ? -1 : 1));
    body.append(...keyed.map((pair) => pair[1]));
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    Array.from(table.tHead.rows[0].cells).forEach((header, place) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = header.textContent;
      button.addEventListener("click", () => sort(table, place, header));
      header.replaceChildren(button);
    });
  }

  for (const section of document.querySelectorAll("[data-reports]")) {
    const form = section.querySelector("[data-filter]");
    const rows = Array.from(section.querySelectorAll("tbody tr"));
    const shown = form.querySelector("[data-shown]");
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const apply = () => {
      const wanted = Object.fromEntries(new FormData(form));
      const words = wanted.text.trim().toLowerCase();
      let count = 0;
      rows.forEach((row, place) => {
        const fits = (!words || texts[place].includes(words))
          && (!wanted.level || row.dataset.level === wanted.level)
          && (!wanted.code || row.dataset.codes.split(" ").includes(wanted.code))
          && (!wanted.unit || row.dataset.unit === wanted.unit)
          && (!wanted.year || row.dataset.year === wanted.year);
        row.hidden = !fits;
        count += fits;
      });
      shown.textContent = shown.dataset.text.replace("{shown}", count).replace("{total}", rows.length);
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }
})();
