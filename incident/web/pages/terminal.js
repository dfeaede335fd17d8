// Keys go to the terminal without a click into it first, once the program has drawn: before, nobody would hear them.
window.addEventListener("DOMContentLoaded", () => {
  const body = document.body;
  const focusing = new MutationObserver(() => {
    if (!body.classList.contains("-first-byte")) return;
    focusing.disconnect();
    document.querySelector(".xterm-helper-textarea")?.focus();
  });
  focusing.observe(body, { attributeFilter: ["class"] });
});
