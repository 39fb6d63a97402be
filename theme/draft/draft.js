/* Only drafts carry this script: it shows the problems of this page where they belong. */
(function () {
  "use strict";
  var here = document.currentScript.dataset.page;
  var draft = window.selfevalDraft;

  function element(name, style, text) {
    var made = document.createElement(name);
    if (style) {
      made.className = style;
    }
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  function filled(words, here, all) {
    return words.replace("{here}", here).replace("{all}", all);
  }

  function line(problem) {
    var shown = element("code", "draft-problem__line");
    shown.lang = "zh-CN";
    shown.append(problem.before);
    shown.append(element("mark", "", problem.marked));
    shown.append(problem.after);
    return shown;
  }

  function item(problem, number) {
    var shown = element("li", "draft-problem draft-problem--" + problem.severity);
    shown.id = "draft-problem-" + number;
    var first = element("p");
    first.append(element("span", "draft-problem__severity", problem.word), " " + problem.code + " ");
    first.append(element("strong", "", problem.message));
    shown.append(first);
    var place = element("p", "draft-problem__place", problem.place);
    place.lang = "zh-CN";
    if (problem.field) {
      place.append("  " + problem.field);
    }
    shown.append(place);
    if (problem.before || problem.marked || problem.after) {
      shown.append(line(problem));
    }
    if (problem.hint) {
      shown.append(element("p", "", "→ " + problem.hint));
    }
    var target = problem.anchor && document.getElementById(problem.anchor);
    if (target) {
      var jump = element("a", "", draft.words.jump + problem.field);
      jump.href = "#" + problem.anchor;
      var last = element("p");
      last.append(jump);
      shown.append(last);
      mark(target, problem, number);
    }
    return shown;
  }

  function mark(target, problem, number) {
    var back = element("a", "draft-back", problem.code);
    back.href = "#draft-problem-" + number;
    back.title = draft.words.back;
    var cell = target.matches("tr") ? target.querySelector("th") || target.cells[0] : target;
    cell.append(" ", back);
    target.classList.add("draft-here");
  }

  function panel(problems) {
    var shown = element("section", "draft-problems");
    shown.setAttribute("aria-labelledby", "draft-problems");
    var heading = element("h2", "", draft.words.title);
    heading.id = "draft-problems";
    var list = element("ol", "draft-problems__list");
    problems.forEach(function (problem, number) {
      list.append(item(problem, number + 1));
    });
    shown.append(heading, list);
    return shown;
  }

  /* A reload must show the reader the same lines, though the panel above them may grow or shrink. */
  function keepPlace() {
    var key = "draft-scroll " + location.pathname;
    var main = document.getElementById("main");

    function height() {
      var shown = main.querySelector(".draft-problems");
      return shown ? shown.getBoundingClientRect().height : 0;
    }

    window.addEventListener("pagehide", function () {
      try {
        sessionStorage.setItem(key, String(window.scrollY - (window.scrollY > 0 ? height() : 0)));
      } catch (error) {
        return;
      }
    });
    var visit = performance.getEntriesByType("navigation")[0];
    if (!visit || visit.type !== "reload") {
      return;
    }
    history.scrollRestoration = "manual";
    var before = Number(sessionStorage.getItem(key));
    if (before) {
      window.scrollTo(0, before + height());
    }
  }

  var problems = draft.pages[here] || [];
  var main = document.getElementById("main");
  if (problems.length && !main.querySelector(".draft-problems")) {
    (main.querySelector(".project-head") || main.querySelector("h1")).after(panel(problems));
  }
  var badge = document.querySelector(".draft-badge");
  if (badge) {
    badge.textContent = filled(draft.words.badge, problems.length, draft.total);
    badge.classList.toggle("draft-badge--clean", problems.length === 0);
    badge.hidden = false;
  }
  try {
    keepPlace();
  } catch (error) {
    /* Storage is refused on some machines; the browser's own way then has to do. */
  }
})();
