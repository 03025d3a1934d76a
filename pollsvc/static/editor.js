/* What a script adds to the editor: a preview that follows, presses that stay in the
   page, and the time zone of this browser. Without it every button still works. */
(function () {
  "use strict";

  var form = document.getElementById("editor");
  if (!form || !window.fetch || !form.requestSubmit) return;
  var WAIT = 500;
  var timer = 0;
  var latest = 0;

  /* The preview: a new frame takes over once it has loaded, so that nothing blinks
     and the browser's history does not fill with previews. */
  var box = document.getElementById("previews");
  var showPreview = document.getElementById("show-preview");
  var pending = 0;

  function renewPreview() {
    var frame = box.lastElementChild.cloneNode(false);
    frame.removeAttribute("src");
    frame.removeAttribute("style");
    frame.name = "preview-" + ++pending;
    frame.classList.add("coming");
    frame.addEventListener("load", function () {
      if (frame.name !== "preview-" + pending) return;
      while (box.firstElementChild !== frame) box.firstElementChild.remove();
      frame.classList.remove("coming");
    });
    box.appendChild(frame);
    showPreview.formTarget = frame.name;
    form.requestSubmit(showPreview);
  }

  /* What the server says of the text: advice, order, settings in a sentence. */
  function ask(press) {
    var body = new FormData(form);
    var number = ++latest;
    body.set("press", press);
    return fetch(form.action, { method: "POST", body: body, credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (html) {
        if (number !== latest) return null;
        return new DOMParser().parseFromString(html, "text/html");
      });
  }

  function take(page, ids) {
    ids.forEach(function (id) {
      var here = document.getElementById(id);
      var there = page.getElementById(id);
      if (!here || !there || here.innerHTML === there.innerHTML) return;
      here.replaceChildren.apply(here, Array.from(there.childNodes));
      here.hidden = there.hidden;
    });
  }

  function look() {
    renewPreview();
    ask("look").then(
      function (page) {
        if (page) take(page, ["advice", "rows", "summary", "next-times"]);
      },
      function () {} // The page still holds everything; the next press will tell.
    );
  }

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);

  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!button || !/^(fill|up|down|put_back)/.test(button.value)) return;
    event.preventDefault();
    clearTimeout(timer);
    ask(button.value).then(
      function (page) {
        if (!page) return;
        ["text", "replaced"].forEach(function (name) {
          form.elements[name].value = page.getElementById("editor").elements[name].value;
        });
        var focused = page.querySelector("[autofocus]");
        if (focused) focused.removeAttribute("autofocus");
        take(page, ["said", "put-back", "advice", "rows", "summary"]);
        var next = focused && document.getElementById(focused.id);
        if (next || !document.contains(button)) (next || form.elements.text).focus();
        renewPreview();
      },
      function () {
        // Whatever is wrong, the server's own page can say it.
        HTMLFormElement.prototype.submit.call(withPress(button.value));
      }
    );
  });

  function withPress(press) {
    var field = document.createElement("input");
    field.type = "hidden";
    field.name = "press";
    field.value = press;
    form.appendChild(field);
    return form;
  }

  /* A new poll closes by the clock on the author's wall. */
  var guess = document.querySelector("#zone-field[data-guess] select");
  var own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (guess && guess.querySelector('option[value="' + CSS.escape(own || "") + '"]'))
    guess.value = own;

  if (form.elements.text && form.elements.text.value.trim()) look();
  else if (guess) changed();
})();
