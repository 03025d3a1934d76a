/* What a script adds to our own pages: focus after a post, and copy buttons. */
(function () {
  "use strict";

  // The thanks are said once: a copied or reloaded address must not repeat them.
  // Where no cookie remembers the answer, the address alone does, and stays.
  var address = new URL(location.href);
  if (document.querySelector("[data-remembered]")) {
    address.searchParams.delete("thanks");
    history.replaceState(history.state, "", address);
  }

  var first = document.querySelector("[data-focus]");
  if (first) first.focus();

  function select(target) {
    if (target.select) return target.select();
    var range = document.createRange();
    range.selectNodeContents(target);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  function copy(button) {
    var target = document.getElementById(button.dataset.copy);
    var said = document.getElementById(button.dataset.copy + "-said");
    var text = target.value === undefined ? target.textContent.trim() : target.value;
    function say(words) {
      said.textContent = words;
    }
    function selected() {
      select(target);
      say("Selected. Copy it with your keyboard or menu.");
    }
    // Without https there is no clipboard to write to.
    if (!navigator.clipboard) return selected();
    navigator.clipboard.writeText(text).then(function () {
      say("Copied");
    }, selected);
  }

  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(button);
    });
  });
})();
