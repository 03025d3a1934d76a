/* What a script adds to staff pages: seeing a password while typing it. */
(function () {
  "use strict";

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
