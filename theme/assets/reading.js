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

  function passages() {
    var found = document.querySelectorAll("main h1, main h2, main h3, main p, main li, main dt, main dd, main caption, main tr");
    return Array.prototype.filter.call(found, function (part) {
      return part.getClientRects().length > 0 && !part.querySelector("p, li");
    });
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
        var words = new SpeechSynthesisUtterance(part.textContent.replace(/\s+/g, " "));
        words.lang = (part.closest("[lang]") || root).lang;
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

  if (tools) {
    offer("large");
    offer("contrast");
    offerAloud();
    tools.hidden = false;
  }
})();
