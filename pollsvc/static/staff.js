/* What a script adds to staff pages: passwords that can be seen, previews that fit. */
(function () {
  "use strict";

  document.querySelectorAll("button[data-shows]").forEach(function (button) {
    var input = document.getElementById(button.dataset.shows);
    var said = document.getElementById(button.dataset.shows + "-shown");
    button.hidden = false;
    button.addEventListener("click", function () {
      var shown = input.type === "password";
      input.type = shown ? "text" : "password";
      button.textContent = shown ? button.dataset.hide : button.dataset.show;
      said.textContent = shown ? button.dataset.shown : button.dataset.hidden;
    });
    // A password sent as plain text would be offered again by the browser.
    input.form.addEventListener("submit", function () {
      input.type = "password";
    });
  });

  // A preview says how high it is, as a poll in somebody's page does.
  addEventListener("message", function (event) {
    var said = event.data;
    var frames = document.querySelectorAll("iframe.preview");
    var frame = Array.from(frames).find(function (each) {
      return each.contentWindow === event.source;
    });
    if (!frame || !said || said.cp !== "height" || !Number.isInteger(said.height)) return;
    frame.style.height = Math.max(150, Math.min(5000, said.height)) + 2 + "px";
  });
})();
