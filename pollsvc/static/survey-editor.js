/* What a script adds to the form of a question: it saves itself a moment after typing.
   The same form goes to the same address as by its button, and says what became of it. */
(function () {
  "use strict";

  var form = document.getElementById("question");
  if (!form || !window.fetch) return;
  var WAIT = 3000;
  var timer = 0;
  var busy = false;
  var again = false;
  var said = document.getElementById("saved");

  function say(text) {
    if (said.textContent !== text) said.textContent = text;
  }

  function clock() {
    return new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
    });
  }

  function take(page, id) {
    var here = document.getElementById(id);
    var there = page.getElementById(id);
    if (!here || !there) return;
    here.hidden = there.hidden;
    if (here.innerHTML !== there.innerHTML)
      here.replaceChildren.apply(here, Array.from(there.childNodes));
  }

  /* What the server answered: saved, refused with a reason, or changed by another. */
  function understand(answer, html) {
    var page = new DOMParser().parseFromString(html, "text/html");
    if (answer.status === 409) return say(form.dataset.conflict);
    var theirs = page.getElementById("question");
    if (!theirs) throw new Error("another page");
    take(page, "unfinished");
    take(page, "advice");
    if (answer.ok) {
      form.elements.seen.value = theirs.elements.seen.value;
      form.elements.csrf_token.value = theirs.elements.csrf_token.value;
      // Its code may have changed, and with it its address.
      form.action = theirs.getAttribute("action");
      history.replaceState(null, "", form.action);
      return say(form.dataset.saved.replace("{time}", clock()));
    }
    var why = page.querySelector(".error-summary a");
    say(form.dataset.unsaved + (why ? " " + why.textContent.trim() : ""));
  }

  function settle() {
    clearTimeout(timer);
    timer = 0;
  }

  function save() {
    settle();
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    var body = new FormData(form);
    body.set("press", "autosave");
    say(form.dataset.saving);
    // Kept alive: what was typed last goes on its way even as the page is left.
    fetch(form.action, {
      method: "POST",
      body: body,
      credentials: "same-origin",
      keepalive: true,
    })
      .then(function (answer) {
        return answer.text().then(function (html) {
          understand(answer, html);
        });
      })
      .catch(function () {
        say(form.dataset.lost);
      })
      .then(function () {
        busy = false;
        if (again) changed();
      });
  }

  function changed() {
    settle();
    if (!busy) say(form.dataset.unsaved);
    timer = setTimeout(save, WAIT);
  }

  // A kind that is only picked, not taken yet, would lose what the other kind has.
  form.addEventListener("input", function (event) {
    if (event.target.name !== "kind" && event.target.name !== "if_new") changed();
  });
  form.addEventListener("submit", function () {
    settle();
  });
  addEventListener("pagehide", function () {
    if (timer) save();
  });
})();
