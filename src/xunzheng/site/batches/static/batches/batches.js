"use strict";
// The form of a batch: takes dropped files, tells what is chosen, refuses what is too much, shows how far it is sent.
(() => {
  const form = document.getElementById("drop");
  if (!form) return;
  const one = (selector) => form.querySelector(selector);
  const inputs = Array.from(form.querySelectorAll('input[type="file"]'));
  const say = (sentence) => {
    const problem = one("#problem");
    problem.textContent = sentence;
    if (sentence) problem.scrollIntoView({ block: "center" });
  };
  const chosen = () => inputs.flatMap((input) => Array.from(input.files));
  const size = () => chosen().reduce((sum, file) => sum + file.size, 0);

  function tell() {
    say("");
    const count = chosen().length;
    one("[data-told]").textContent = count
      ? form.dataset.chosen.replace("{count}", count).replace("{size}", (size() / 1048576).toFixed(1)) : "";
    one('[name="paths"]').value = JSON.stringify(
      chosen().map((file) => file.webkitRelativePath || file.name));
  }

  form.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) one("#files").files = event.dataTransfer.files;
    tell();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt !== form) return;
    say("");
    const problem = chosen().length > Number(form.dataset.files) ? form.dataset.many
      : size() > Number(form.dataset.limit) ? form.dataset.large : "";
    if (problem) { event.preventDefault(); say(problem); return; }
    one("[data-bar]").hidden = false;
  });
  document.addEventListener("htmx:xhr:progress", (event) => {
    if (event.detail.elt !== form || !event.detail.total) return;
    const percent = Math.floor((100 * event.detail.loaded) / event.detail.total);
    one("[data-bar]").value = percent;
    one("[data-sent]").textContent = form.dataset.sending.replace("{percent}", percent);
  });
  const ended = () => { one("[data-bar]").hidden = true; one("[data-sent]").textContent = ""; };
  document.addEventListener("htmx:beforeSwap", (event) => {
    const xhr = event.detail.xhr;
    if (xhr.status < 400) return;
    ended();
    event.detail.shouldSwap = false;
    say(xhr.getResponseHeader("HX-Retarget") ? xhr.responseText : form.dataset.failed);
  });
  document.addEventListener("htmx:sendError", () => { ended(); say(form.dataset.unreachable); });
  window.addEventListener("pageshow", tell);
})();
