/* Has the browser do the calculation that lets an answer through, when it is sent. */
const form = document.querySelector("form[data-worker]");
const widget = form.querySelector("altcha-widget");
const said = document.getElementById("work-said");

// Without https a browser does not calculate; then the page is as without a script.
if (isSecureContext) {
  globalThis.$altcha.algorithms.set(
    "PBKDF2/SHA-256",
    () => new Worker(form.dataset.worker),
  );
  document.querySelectorAll("[data-work]").forEach((part) => {
    part.hidden = false;
  });
  widget.addEventListener("statechange", ({ detail }) => {
    said.textContent = said.dataset[detail.state] || "";
    // What does not work must not keep the form from being sent.
    if (detail.state === "error") widget.remove();
  });
} else {
  widget.remove();
}
