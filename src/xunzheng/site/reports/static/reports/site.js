"use strict";
// The form: refuses what is too large before it is sent, and says so when no answer comes.
(() => {
  const form = () => document.getElementById("submission");
  const say = (sentence) => {
    const problem = document.getElementById("problem");
    if (!problem) return;
    problem.textContent = sentence;
    problem.scrollIntoView({ block: "center" });
  };

  document.addEventListener("htmx:beforeRequest", (event) => {
    const sent = form();
    if (!sent || event.detail.elt !== sent) return;
    say("");
    const file = sent.elements.file.files[0];
    const size = file ? file.size : new Blob([sent.elements.text.value]).size;
    if (size > Number(sent.dataset.limit)) {
      say(sent.dataset.tooLarge.replace("{size}", (size / 1048576).toFixed(1)));
      event.preventDefault();
    }
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const xhr = event.detail.xhr;
    if (xhr.status >= 400 && !xhr.getResponseHeader("HX-Retarget")) {
      event.detail.shouldSwap = false;
      say(form().dataset.failed);
    }
  });

  document.addEventListener("htmx:sendError", () => say(form().dataset.unreachable));

  // Nothing is kept, so the file is made anew from what the form still holds; htmx must not take this one.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-download]");
    if (!button) return;
    const sent = form();
    const address = sent.getAttribute("action");
    sent.action = button.dataset.download;
    HTMLFormElement.prototype.submit.call(sent);
    sent.action = address;
  });

  document.addEventListener("xunzheng:result", () => {
    const result = document.querySelector("[data-result]");
    document.documentElement.lang = result.lang;
    const title = result.querySelector("h1");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  });
})();
