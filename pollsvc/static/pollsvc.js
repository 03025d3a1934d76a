/* What a script adds to our own pages: focus after a post, copy buttons, and boxes that
   clear each other. */
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
      say(button.dataset.selected);
    }
    // Without https there is no clipboard to write to.
    if (!navigator.clipboard) return selected();
    navigator.clipboard.writeText(text).then(function () {
      say(button.dataset.copied);
    }, selected);
  }

  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(button);
    });
  });

  // What stands alone, such as "None of these", clears the others, and they clear it.
  // The words are the page's, in its language; "[1]" and "[2]" stand for labels.
  function quoted(boxes, words) {
    return boxes
      .map(function (box) {
        return words.quoted.replace("[1]", box.labels[0].textContent.trim());
      })
      .join(", ");
  }

  function settle(box, said) {
    var cleared = Array.from(box.form.elements).filter(function (other) {
      var meets = other !== box && other.name === box.name && other.checked;
      return meets && (box.hasAttribute("data-alone") || other.hasAttribute("data-alone"));
    });
    cleared.forEach(function (other) {
      other.checked = false;
    });
    var words = said.closest("[data-cleared]").dataset;
    said.textContent = cleared.length
      ? words.cleared
          .replace("[1]", quoted([box], words))
          .replace("[2]", quoted(cleared, words))
      : "";
  }

  document.querySelectorAll("fieldset:has(> .row > [data-alone])").forEach(function (group) {
    var said = document.createElement("p");
    said.className = "away";
    said.setAttribute("role", "status");
    group.append(said);
    group.addEventListener("change", function (event) {
      if (event.target.type === "checkbox" && event.target.checked) settle(event.target, said);
    });
  });
})();
