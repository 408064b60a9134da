"use strict";
// Keys for lists and cases; every one of them also has a link or button. A form is sent once.
(() => {
  const one = (selector) => document.querySelector(selector);
  const rows = () => Array.from(document.querySelectorAll("[data-row]")).filter((row) => row.offsetParent !== null);

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  const go = (element) => element && element.click();
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    n: () => go(one('a[rel="next"]')),
    u: () => {
      const back = one("[data-back]");
      if (back && back.dataset.back) location.assign(back.dataset.back);
    },
    "/": () => {
      const search = one("[data-search]");
      if (search) search.focus();
    },
    "?": () => {
      const keys = one("[data-keys]");
      if (keys) keys.open = !keys.open;
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (target.matches("input, select, textarea")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    const tab = /^[1-5]$/.test(event.key) && document.querySelectorAll("[data-tab]")[event.key - 1];
    if (tab) {
      event.preventDefault();
      tab.click();
    } else if (Object.hasOwn(acts, event.key)) {
      event.preventDefault();
      acts[event.key]();
    }
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  // Come back to by the browser's button, the form may be sent again; the server tells the two apart.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-once]")) delete form.dataset.sent;
  });

  const problem = one("#problem");
  if (problem) problem.focus();
})();
