/* What a script adds to staff pages: seeing a password while typing it. */
(function () {
  "use strict";

  // A one-time link's secret has no business in the history of the browser.
  if (/\/staff\/welcome$/.test(location.pathname) && location.search)
    history.replaceState(null, "", location.pathname);

  document.querySelectorAll("button[data-shows]").forEach(function (button) {
    var input = document.getElementById(button.dataset.shows);
    var said = document.getElementById(button.dataset.shows + "-shown");
    button.hidden = false;
    button.addEventListener("click", function () {
      var shown = input.type === "password";
      input.type = shown ? "text" : "password";
      button.textContent = shown ? "Hide password" : "Show password";
      said.textContent = shown ? "Your password is visible" : "Your password is hidden";
    });
    // A password sent as plain text would be offered again by the browser.
    input.form.addEventListener("submit", function () {
      input.type = "password";
    });
  });
})();
