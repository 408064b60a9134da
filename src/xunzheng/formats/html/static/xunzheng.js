"use strict";
// Links the marks in the document with the findings beside it, filters them, and turns the two views.
(() => {
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  root.classList.add("js");

  const viewOf = (element) => element && element.closest("[data-view]");

  function turnTo(view) {
    if (!view) return;
    for (const other of all("[data-view]")) other.classList.toggle("current", other === view);
    for (const link of all("[data-view-link]")) {
      if (link.hash === `#${view.id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  function openAround(element) {
    for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const panel = element.closest("[data-findings-panel]");
    if (panel) showPanel(panel, true);
  }

  function showPanel(panel, open) {
    panel.classList.toggle("open", open);
    const button = one("[data-panel-toggle]", panel);
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? button.dataset.close : button.dataset.open;
  }

  function select(element) {
    for (const other of all(".current:not([data-view])")) other.classList.remove("current");
    element.classList.add("current");
    if (element.matches(".finding")) for (const mark of marksOf(element)) mark.classList.add("current");
    if (element.matches(".mark")) {
      const card = document.getElementById(element.hash.slice(1));
      if (card) card.classList.add("current");
    }
  }

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const reveal = (element, block) => element.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });

  function goTo(id, origin = null, remember = true) {
    const element = document.getElementById(id);
    if (!element) return false;
    turnTo(viewOf(element));
    if (!element.matches("[data-view]")) {
      openAround(element);
      select(element);
      reveal(element, element.matches(".finding") ? "nearest" : "center");
      if (element.matches(".finding")) {
        const mark = origin && origin.matches(".mark") ? origin : marksOf(element)[0];
        if (mark) reveal(mark, "nearest");
      }
      if (!element.matches("a, button, [tabindex]")) element.tabIndex = -1;
      element.focus({ preventScroll: true });
    }
    if (remember) history.replaceState(history.state, "", `#${id}`);
    return true;
  }

  const marksOf = (card) => all(`.mark[data-findings~="${card.id.replace("finding-", "")}"]`);
  const firstPlace = (card) => one("a.place", card);

  function filter() {
    const form = one("[data-filters]");
    if (!form) return;
    const severities = new Set(all("[name=severity]:checked", form).map((box) => box.value));
    const code = form.elements.code.value;
    const shown = new Set();
    for (const card of all(".finding")) {
      const passes = severities.has(card.dataset.severity) && (!code || card.dataset.code === code);
      card.hidden = !passes;
      if (passes) shown.add(card.id.replace("finding-", ""));
    }
    for (const mark of all(".mark")) {
      const visible = mark.dataset.findings.split(" ").filter((number) => shown.has(number));
      mark.classList.toggle("off", visible.length === 0);
      if (visible.length) mark.href = `#finding-${visible[0]}`;
    }
    one("[data-shown]", form).textContent = String(shown.size);
    const nothing = one("[data-nothing]");
    if (nothing) nothing.hidden = shown.size > 0;
  }

  const GRAVITY = ["error", "suspicion", "advice"];
  const numberOf = (card) => Number(card.id.replace("finding-", ""));
  const gravityOf = (card) => GRAVITY.indexOf(card.dataset.severity);

  function order(by) {
    const cards = all(".finding").sort((a, b) => (by === "severity" ? gravityOf(a) - gravityOf(b) : 0) || numberOf(a) - numberOf(b));
    one(".finding-list").append(...cards);
  }

  function step(direction) {
    const cards = all(".finding:not([hidden])");
    if (!cards.length) return;
    const here = cards.findIndex((card) => card.classList.contains("current"));
    const next = here < 0 ? (direction > 0 ? 0 : cards.length - 1) : here + direction;
    goTo(cards[Math.min(Math.max(next, 0), cards.length - 1)].id);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.closest("[data-result]") && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      if (goTo(link.hash.slice(1), link)) event.preventDefault();
      return;
    }
    const toggle = event.target.closest("[data-panel-toggle]");
    if (toggle) {
      const panel = toggle.closest("[data-findings-panel]");
      showPanel(panel, !panel.classList.contains("open"));
      return;
    }
    const card = event.target.closest(".finding");
    if (card && !event.target.closest("a, button, input, select") && !String(getSelection())) {
      const place = firstPlace(card);
      if (place) goTo(place.hash.slice(1));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (!one("#document.current")) return;
    const inPanel = Boolean(event.target.closest(".finding, .mark, [data-findings-panel]"));
    if (event.key === "j" || (event.key === "ArrowDown" && inPanel)) step(1);
    else if (event.key === "k" || (event.key === "ArrowUp" && inPanel)) step(-1);
    else if (event.key === "Enter" && event.target.matches(".finding") && firstPlace(event.target)) goTo(firstPlace(event.target).hash.slice(1));
    else return;
    event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-order]")) order(event.target.value);
    else if (event.target.closest("[data-filters]")) filter();
    if (event.target.matches("[data-held-marks]")) root.classList.toggle("show-held", event.target.checked);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-filters]")) event.preventDefault();
  });

  function arrive() {
    if (!one("[data-result]")) return;
    root.classList.remove("show-held");
    const wanted = location.hash.slice(1);
    if (!wanted || !goTo(wanted, null, false)) turnTo(one("[data-view]"));
    filter();
  }
  window.addEventListener("hashchange", () => goTo(location.hash.slice(1), null, false));
  document.addEventListener("xunzheng:result", arrive);

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = all("[data-result] details:not([open])");
    for (const box of opened) box.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const box of opened) box.open = false;
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", arrive);
  else arrive();
})();
