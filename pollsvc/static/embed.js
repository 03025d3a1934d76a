/* Puts polls into any page: <div class="cp-poll" data-poll="SLUG"><a href=…>…</a></div>
   and this script, or this script alone with data-poll="SLUG". */
(function () {
  "use strict";

  var script =
    document.currentScript || document.querySelector('script[src*="/embed.js"]');
  if (!script) return;
  var base = new URL(".", script.src);

  // Kept free until the poll says its own height: that of the nearest width.
  function reserved(box) {
    var width = box.clientWidth;
    var nearest = [Infinity, 1040];
    (box.dataset.h || "").split(/\s+/).forEach(function (pair) {
      var parts = pair.split(":").map(Number);
      var away = Math.abs(parts[0] - width);
      if (parts[1] > 0 && away < nearest[0]) nearest = [away, parts[1]];
    });
    return limited(nearest[1]);
  }

  function limited(height) {
    return Math.max(150, Math.min(5000, Math.round(height)));
  }

  // In the host page's language, where that says it: data-title.
  function titled(box) {
    if (box.dataset.title) return box.dataset.title;
    var text = box.textContent.trim().replace(/\s+/g, " ");
    return /^community poll/i.test(text) ? text : "Community poll: " + text;
  }

  function place(box) {
    var frame = document.createElement("iframe");
    var widthThen = 0;
    frame.title = titled(box);
    // A name outlives the frame's steps from page to page.
    frame.name = "cp-" + Math.random().toString(36).slice(2);
    frame.loading = box.dataset.lazy === "off" ? "eager" : "lazy";
    frame.referrerPolicy = "strict-origin";
    frame.allow = "clipboard-write";
    frame.setAttribute(
      "sandbox",
      "allow-scripts allow-forms allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    );
    var style = frame.style;
    style.display = "block";
    style.width = "100%";
    style.border = "0";
    // Light where the page says nothing, else as the page around it.
    style.colorScheme = (box.dataset.scheme || getComputedStyle(box).colorScheme)
      .replace("normal", "light")
      .replace("auto", "light dark");
    style.height = reserved(box) + "px";
    var address = new URL("e/" + encodeURIComponent(box.dataset.poll), base);
    // Else the poll speaks the language that the browser wishes for.
    if (box.dataset.lang) address.searchParams.set("lang", box.dataset.lang);
    frame.src = address;
    box.insertBefore(frame, box.firstChild);

    addEventListener("message", function (event) {
      var said = event.data;
      if (
        event.source !== frame.contentWindow ||
        event.origin !== base.origin ||
        !said ||
        said.cp !== "height" ||
        said.id !== frame.name ||
        !Number.isInteger(said.height)
      )
        return;
      // Only the first word and a new width may shrink it: nothing below jumps.
      var height = limited(said.height);
      if (frame.clientWidth !== widthThen || height > parseInt(style.height, 10))
        style.height = height + "px";
      widthThen = frame.clientWidth;
    });
  }

  function placeAll() {
    document.querySelectorAll("div.cp-poll[data-poll]").forEach(function (box) {
      if (box.dataset.placed) return;
      box.dataset.placed = "yes";
      place(box);
    });
  }

  if (script.dataset.poll) {
    var own = document.createElement("div");
    var link = document.createElement("a");
    own.className = "cp-poll";
    Object.assign(own.dataset, script.dataset);
    link.href = new URL("p/" + encodeURIComponent(script.dataset.poll), base);
    link.textContent = script.dataset.title || "Open this poll on " + base.host;
    own.appendChild(link);
    script.parentNode.insertBefore(own, script);
  }
  placeAll();
  if (document.readyState === "loading")
    document.addEventListener("DOMContentLoaded", placeAll);
})();
