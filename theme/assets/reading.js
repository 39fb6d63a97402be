/* Reading aids: large print, high contrast, read aloud. Without this script the page is complete. */
(function () {
  "use strict";
  var root = document.documentElement;
  var tools = document.querySelector(".reading-tools");

  function remembered(name) {
    try {
      return localStorage.getItem("reading-" + name) === "on";
    } catch (error) {
      return false;
    }
  }

  function remember(name, on) {
    try {
      localStorage.setItem("reading-" + name, on ? "on" : "off");
    } catch (error) {
      return;
    }
  }

  function apply(button, name, on) {
    root.toggleAttribute("data-" + name, on);
    button.setAttribute("aria-pressed", String(on));
  }

  function offer(name) {
    var button = tools.querySelector('[data-reading="' + name + '"]');
    apply(button, name, remembered(name));
    button.addEventListener("click", function () {
      var on = button.getAttribute("aria-pressed") !== "true";
      apply(button, name, on);
      remember(name, on);
    });
  }

  /* The words of main as they are shown, in passages of one block and one language each. */
  function passages() {
    var main = document.getElementById("main");
    var walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    var found = [];
    var last = {};
    while (walker.nextNode()) {
      var parent = walker.currentNode.parentElement;
      var words = walker.currentNode.textContent.replace(/\s+/g, " ");
      if (!words.trim() || !parent.getClientRects().length) {
        continue;
      }
      var block = parent.closest("h1, h2, h3, p, li, dt, dd, caption, tr, div, section") || main;
      var language = parent.closest("[lang]").getAttribute("lang");
      if (last.block !== block || last.language !== language) {
        last = { block: block, language: language, words: "", cell: null };
        found.push(last);
      }
      var cell = parent.closest("td, th, text");
      last.words += (cell !== last.cell ? " " : "") + words;
      last.cell = cell;
    }
    return found;
  }

  function offerAloud() {
    if (!("speechSynthesis" in window)) {
      return;
    }
    var button = tools.querySelector('[data-reading="aloud"]');
    var speech = window.speechSynthesis;
    button.hidden = false;

    function stop() {
      button.setAttribute("aria-pressed", "false");
      speech.cancel();
    }

    function start() {
      button.setAttribute("aria-pressed", "true");
      var parts = passages();
      parts.forEach(function (part, index) {
        var words = new SpeechSynthesisUtterance(part.words.trim());
        words.lang = part.language;
        if (index === parts.length - 1) {
          words.onend = stop;
        }
        speech.speak(words);
      });
    }

    button.addEventListener("click", function () {
      if (button.getAttribute("aria-pressed") === "true") {
        stop();
      } else {
        start();
      }
    });
    window.addEventListener("pagehide", stop);
  }

  function select(words) {
    var range = document.createRange();
    range.selectNodeContents(words);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /* The clipboard wants a secure address; a page opened from a folder copies its selection. */
  function offerCopy(place) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = place.dataset.copy;
    button.addEventListener("click", function () {
      select(place.firstElementChild);
      button.textContent = document.execCommand("copy") ? place.dataset.copied : place.dataset.copy;
    });
    place.append(button);
  }

  document.querySelectorAll("[data-copy]").forEach(offerCopy);

  if (tools) {
    offer("large");
    offer("contrast");
    offerAloud();
    tools.hidden = false;
  }
})();
