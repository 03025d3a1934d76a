/* Has the browser do the calculation that lets an answer through, when it is sent. */
const form = document.querySelector("form[data-widget]");
const widget = form.querySelector("altcha-widget");
const said = document.getElementById("work-said");

function begin() {
  globalThis.$altcha.algorithms.set(
    "PBKDF2/SHA-256",
    () => new Worker(form.dataset.worker),
  );
  form.noValidate = true; // The widget has a box to be ticked, which nobody sees.
  form.addEventListener("submit", (event) => {
    // Pressed again meanwhile, it would be sent without what is being calculated.
    if (widget.getState() === "verifying") event.preventDefault();
  });
  widget.addEventListener("statechange", ({ detail }) => {
    said.textContent = said.dataset[detail.state] || "";
  });
  document.querySelectorAll("[data-work]").forEach((part) => {
    part.hidden = false;
  });
}

// Without https a browser does not calculate; then the page is as without a script.
// Loaded from here, the widget never stops the form before it can do its work.
if (isSecureContext) import(form.dataset.widget).then(begin);
