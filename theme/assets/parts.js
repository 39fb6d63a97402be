/* Fills the parts of a page that its template lays out with what the catalogue says of a project,
   and brings the files of the catalogue. */
(function () {
  "use strict";
  const CHINESE = /([\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+)/;
  const isTranslated = document.documentElement.lang !== "zh-CN";

  /* The texts of a template by what its `data-word`, `data-kind` and so on call them. */
  function named(template, kind) {
    const found = {};
    template.content.querySelectorAll("[data-" + kind + "]").forEach(function (item) {
      found[item.dataset[kind]] = item.textContent;
    });
    return found;
  }

  function filled(text, values) {
    return text.replace(/\{([a-z]+)\}/g, (place, name) => values[name]);
  }

  function isForeign(text) {
    return isTranslated && CHINESE.test(text);
  }

  /* On pages of another language, what is Chinese in a text is marked as Chinese. */
  function content(text) {
    return !isTranslated ? [text] : text.split(CHINESE).map(function (run, at) {
      const marked = document.createElement("span");
      marked.lang = "zh-CN";
      marked.textContent = run;
      return at % 2 ? marked : run;
    });
  }

  function link(part, text, href) {
    const anchor = part.querySelector("a");
    anchor.href = href;
    anchor.replaceChildren(...content(text));
  }

  function absent(part, text) {
    const none = document.createElement("span");
    none.className = "cell cell--absent";
    none.textContent = text;
    part.replaceChildren(none);
  }

  /* A figure as the catalogue has it, after the mark that says where it comes from. */
  function figure(part, marked) {
    const cell = part.querySelector(".cell");
    const mark = cell.querySelector(".cell__mark");
    const text = marked.slice(1);
    cell.className = marked[0] === "~" ? "cell cell--derived" : "cell";
    cell.replaceChildren(...content(text));
    if (marked[0] === "~") {
      cell.append(" ", mark);
    } else if (marked[0] === "!") {
      cell.className = "cell cell--absent";
      cell.replaceChildren(text);
    }
  }

  /* Brings a file of the catalogue, after those asked for before it, and tells whether it came. */
  function load(address, tell) {
    const script = document.createElement("script");
    const end = function (came) {
      script.remove();
      tell(came);
    };
    script.async = false;
    script.onload = () => end(true);
    script.onerror = () => end(false);
    script.src = address;
    document.head.append(script);
  }

  window.selfevalParts = {
    absent: absent, content: content, figure: figure, filled: filled, isForeign: isForeign,
    link: link, load: load, named: named,
  };
})();
