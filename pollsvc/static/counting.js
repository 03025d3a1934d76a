/* Says how much room a text still has while it is written. Without it the hint says how
   long an answer is meant to be, and the field takes no more than there is room for. */
(function () {
  "use strict";

  var PAUSE = 1200;
  // Said aloud only as room gets short, and once for each of these.
  var STEPS = [100, 50, 20, 10, 0];
  var page = document.documentElement.lang;
  var number = new Intl.NumberFormat(page, { numberingSystem: "latn" });

  function count(field) {
    var words = field.dataset;
    var timer = 0;
    var told = 0;
    var inRoom = words.left;
    var most = field.maxLength;
    delete words.left; // The script may stand in the page twice.

    function paragraph(kind) {
      var made = document.createElement("p");
      made.className = kind;
      field.after(made);
      return made;
    }

    var aloud = paragraph("away");
    var shown = paragraph("hint count");
    aloud.setAttribute("role", "status");
    shown.setAttribute("aria-hidden", "true");

    function left() {
      // As the server counts: what browsers count twice, such as an emoji, is one.
      var written = Array.from(field.value.normalize("NFC")).length;
      var meant = Number(words.about) - written;
      field.maxLength = most + field.value.length - written;
      if (meant >= 0) return [meant, inRoom];
      return [most - written, words.over];
    }

    function tell() {
      var now = left();
      var words = now[1].replace("[1]", number.format(now[0]));
      var step = STEPS.filter(function (step) {
        return now[0] <= step;
      }).length;
      var over = now[1] === inRoom ? 0 : 1;
      clearTimeout(timer);
      shown.textContent = field.value ? words : "";
      timer = setTimeout(function () {
        var state = step + over * 10;
        if (state > told) aloud.textContent = words;
        told = state;
      }, PAUSE);
    }

    field.addEventListener("input", tell);
    if (field.value) tell();
  }

  document.querySelectorAll("[data-left]").forEach(count);
})();
