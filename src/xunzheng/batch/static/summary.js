"use strict";
// Sorts the tables by a column and filters the table of all reports; without it both are whole as they stand.
(() => {
  document.documentElement.classList.add("js");

  // Not innerText, for which the browser would lay the whole table out anew.
  const text = (row, place) => row.cells[place].textContent.trim();
  const number = (words) => {
    const found = words.replace(/−/g, "-").replace(/,/g, "").match(/^[-+]?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function compareNumbers(one, other) {
    if (one !== null && other !== null) return one - other;
    return (one === null ? 0 : 1) - (other === null ? 0 : 1);
  }

  function sort(table, place, header) {
    const isNumber = header.classList.contains("number");
    const sorted = header.getAttribute("aria-sort");
    const down = sorted ? sorted !== "descending" : isNumber;
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const key = isNumber ? (row) => number(text(row, place)) : (row) => text(row, place);
    const compare = isNumber ? compareNumbers : order.compare;
    const keyed = Array.from(body.rows, (row) => [key(row), row]);
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
