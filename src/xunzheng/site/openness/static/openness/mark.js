// Marks the selected words with a ground: ⟦ground|words⟧.
(() => {
  const text = document.getElementById("text");
  for (const button of document.querySelectorAll("[data-ground]")) {
    button.addEventListener("click", () => {
      const { selectionStart: start, selectionEnd: end } = text;
      const words = text.value.slice(start, end);
      if (!words || /[⟦⟧|]/.test(words)) { text.focus(); return; }
      const mark = `⟦${button.dataset.ground}|${words}⟧`;
      text.setRangeText(mark, start, end, "end");
      text.focus();
    });
  }
})();
