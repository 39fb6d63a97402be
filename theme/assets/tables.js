/* Sorts and filters a list of projects. Without this script the page is complete; while nothing is
   asked of it the page stays as the server sent it. Files of the catalogue come when first needed. */
(function () {
  "use strict";
  const parts = document.querySelector("template.table-tools-parts");
  const table = document.querySelector("main .project-table");
  const catalogue = window.selfevalTables;
  if (!parts || !table || !catalogue || !window.selfevalParts) {
    return;
  }
  const { absent, content, figure, filled, isForeign, link, load, named } = window.selfevalParts;
  const COLUMNS = [
    "name", "year", "unit", "budget", "executed", "rate", "score", "grade", "scheme",
  ];
  const REFRESH = 8; // how many times longer to load than to look at what has come in
  const TYPING = 150; // milliseconds of rest that end a word
  const given = parts.dataset;
  const total = Number(given.count);
  const pageSize = Number(given.pageSize);
  const piece = (selector) => parts.content.querySelector(selector);
  const tools = piece(".table-tools").cloneNode(true);
  const pager = piece(".pagination").cloneNode(true);
  const pattern = piece(".project-table tbody tr");
  const region = table.closest(".table-region");
  const body = table.tBodies[0];
  const caption = table.caption;
  const server = {
    rows: Array.from(body.rows), caption: caption.textContent,
    pager: document.querySelector("main .pagination"),
  };
  const words = named(parts, "word");
  const kinds = named(parts, "kind");
  const headings = Array.from(table.tHead.rows[0].cells);
  const find = (selector) => tools.querySelector(selector);
  const selects = Array.from(tools.querySelectorAll(".table-tools__choices select"));
  const facetSelects = selects.filter((select) => select.name !== "sort");
  const sortSelect = find('select[name="sort"]');
  const panel = find("details");
  const query = find('input[name="q"]');
  const store = openStore();
  const shards = given.shards.split(" ");
  const loading = { started: false, next: 0, failed: 0, due: 0 };
  let state = { chosen: {}, words: "", sort: "", page: 1 };
  let shown = null; // rows in their order while filtered or sorted
  let waiting = []; // what is to be done when everything is there

  function say(word, values) {
    return filled(words[word], values);
  }

  function openStore() {
    const facets = { year: [], region: [], unit: [], scheme: [], grade: [], rate: [], ledger: [] };
    facets.kind = Object.entries(kinds);
    facetSelects.forEach(function (select) {
      const choices = Array.from(select.options).filter((option) => option.value);
      if (choices.length) {
        facets[select.name] = choices.map((option) => [option.value, option.text]);
      }
    });
    const scope = Array.from(new URLSearchParams(given.scope));
    return catalogue.open(facets, scope, { unfilled: words.unfilled, graded: words.graded });
  }

  /* ---- loading ---- */

  function isComplete() {
    return loading.next === shards.length;
  }

  function start() {
    if (!loading.started) {
      loading.started = true;
      progress();
      fetchNext();
    }
  }

  function fetchNext() {
    load(shards[loading.next], function (came) {
      loading.failed += came ? 0 : 1;
      loading.next += 1;
      progress();
      if (!isComplete()) {
        fetchNext();
      }
      arrived();
    });
  }

  /* Looking again takes time from loading, so it waits the longer the more there is to look at. */
  function arrived() {
    const now = performance.now();
    if (isComplete() || now > loading.due) {
      update();
      loading.due = performance.now() + REFRESH * (performance.now() - now);
    }
    if (isComplete()) {
      waiting.forEach((act) => act());
      waiting = [];
    }
  }

  function progress() {
    const line = find(".table-tools__progress");
    if (!isComplete()) {
      line.textContent = say("loading", { loaded: store.count, n: total });
    } else {
      line.textContent = loading.failed ? say("failed", { files: loading.failed }) : "";
    }
  }

  function whenComplete(act) {
    start();
    if (isComplete()) {
      act();
    } else {
      waiting.push(act);
    }
  }

  /* ---- one row ---- */

  function kindsOf(row) {
    return Object.values(kinds).filter((word, bit) => (store.code.kind[row] >> bit) & 1);
  }

  function disagreements(row) {
    const number = store.differs[row];
    return say(number === 1 ? "disagreement" : "disagreements", { n: number });
  }

  function lineOf(row) {
    const line = pattern.cloneNode(true);
    const cells = line.cells;
    const keys = catalogue.slugsOf(store, row);
    link(cells[0], store.name[row], filled(given.project, keys));
    cells[0].querySelector(".project-table__kinds").textContent = kindsOf(row).join(" ");
    const outcome = cells[0].querySelector(".outcome");
    outcome.textContent = disagreements(row);
    if (!store.differs[row]) {
      outcome.remove();
    }
    link(cells[1], keys.year, filled(given.year, keys));
    link(cells[2], catalogue.valueOf(store, "unit", row).label, filled(given.unit, keys));
    ["budget", "executed", "rate", "score", "grade"].forEach(function (name, at) {
      figure(cells[3 + at], store.shown[name][row]);
    });
    if (!store.over[row]) {
      cells[5].querySelector(".flag").remove();
    }
    if (keys.scheme === catalogue.UNFILLED) {
      absent(cells[8], words.inapplicable);
    } else {
      link(cells[8], catalogue.valueOf(store, "scheme", row).label, filled(given.scheme, keys));
    }
    return line;
  }

  function emptyLine() {
    const line = document.createElement("tr");
    const cell = line.insertCell();
    line.setAttribute("role", "row");
    cell.setAttribute("role", "cell");
    cell.colSpan = headings.length;
    cell.className = "table-tools__none";
    cell.textContent = words.none;
    return line;
  }

  /* ---- the whole list ---- */

  function isIdle() {
    return !state.sort && !state.words.trim() && Object.keys(state.chosen).length === 0;
  }

  function sortColumn() {
    return state.sort.replace(/^-/, "");
  }

  function conditions() {
    const said = facetSelects.filter((select) => select.name in state.chosen).map((select) =>
      say("condition", { name: select.labels[0].firstChild.data, value: labelOf(select.name) }));
    if (state.words.trim()) {
      said.push(say("words", { words: state.words.trim() }));
    }
    return said;
  }

  function labelOf(facet) {
    const values = store.values[facet];
    return values.labels[catalogue.placeOf(values, state.chosen[facet])];
  }

  function orderWords() {
    const column = headings[COLUMNS.indexOf(sortColumn())].textContent;
    return say(state.sort[0] === "-" ? "descending" : "ascending", { column: column });
  }

  function update() {
    if (!loading.started) {
      return;
    }
    const found = catalogue.narrow(store, state.chosen, state.words);
    const column = sortColumn();
    shown = column
      ? catalogue.order(store, found.rows, column, state.sort[0] === "-") : found.rows;
    const mixed = column && catalogue.mixesSchemes(store, found.rows, column);
    find(".table-tools__warning").hidden = !mixed;
    if (panel.open) {
      offer(found.counts);
    }
    mark();
    if (isIdle() || (isComplete() && !store.count)) {
      restore();
    } else if (store.count) {
      fill();
    }
  }

  function restore() {
    shown = null;
    if (body.firstElementChild !== server.rows[0]) { // rows that stand keep the reader's focus
      body.replaceChildren(...server.rows);
    }
    caption.textContent = server.caption;
    pager.hidden = true;
    if (server.pager) {
      server.pager.hidden = false;
    }
    tell(loading.started && isComplete() ? say("all", { n: total }) : "");
  }

  function fill() {
    const pages = Math.max(1, Math.ceil(shown.length / pageSize));
    const at = Math.min(Math.max(1, state.page), pages);
    if (isComplete()) {
      state.page = at;
    }
    const part = shown.slice((at - 1) * pageSize, at * pageSize);
    body.replaceChildren(...(part.length ? part.map(lineOf) : [emptyLine()]));
    const numbers = { n: total, m: shown.length, loaded: store.count };
    const status = say(isComplete() ? "status" : "partly", numbers);
    const page = say("page", { page: at, pages: pages });
    const said = [status, ...conditions()];
    if (state.sort) {
      said.push(say("sorted", { order: orderWords() }));
    }
    const whole = (pages > 1 ? [...said, page] : said).join(words.separator);
    caption.replaceChildren(...content(whole));
    pager.hidden = pages === 1;
    pager.querySelector(".table-tools__page").textContent = page;
    pager.querySelector('[data-action="previous"]').disabled = at === 1;
    pager.querySelector('[data-action="next"]').disabled = at === pages;
    if (server.pager) {
      server.pager.hidden = true;
    }
    tell(status);
  }

  /* A reader who cannot see the page hears what is new, once. */
  function tell(text) {
    const status = find(".table-tools__status");
    const faults = isComplete() && loading.failed ? [say("failed", { files: loading.failed })] : [];
    const whole = [...faults, text].join(words.separator);
    if (status.textContent !== whole) {
      status.textContent = whole;
    }
  }

  /* ---- controls ---- */

  function offer(counts) {
    facetSelects.forEach(function (select) {
      const values = store.values[select.name];
      if (select.options.length !== values.keys.length + 1) {
        rebuild(select, values);
      }
      Array.from(select.options).slice(1).forEach(function (option) {
        const place = values.places.get(option.value);
        const number = counts[select.name][place] || 0;
        const text = say("counted", { value: values.labels[place], n: number });
        if (option.text !== text) {
          option.text = text;
        }
        option.disabled = number === 0 && state.chosen[select.name] !== option.value;
      });
      select.value = state.chosen[select.name] || "";
    });
  }

  function rebuild(select, values) {
    const places = ordered(select.name, values);
    const options = places.map(function (place) {
      const option = new Option("", values.keys[place]);
      if (isForeign(values.labels[place])) {
        option.lang = "zh-CN";
      }
      return option;
    });
    select.replaceChildren(select.options[0], ...options);
  }

  /* Years newest first, grades scheme by scheme, the best first; the rest by the alphabet. */
  function ordered(facet, values) {
    const alphabet = catalogue.alphabetical(values.labels.map((label, place) =>
      facet === "grade" ? values.keys[place].split(":")[0] : label));
    const last = (place) => values.keys[place] === catalogue.UNFILLED;
    const better = (place) => catalogue.gradeOrder(store, values.keys[place]);
    return values.keys.map((key, place) => place).sort(function (a, b) {
      if (facet === "year") {
        return Number(values.keys[b]) - Number(values.keys[a]);
      }
      return last(a) - last(b) || alphabet[a] - alphabet[b]
        || (facet === "grade" ? better(b) - better(a) : 0) || a - b;
    });
  }

  function mark() {
    const number = conditions().length;
    find(".table-tools__active").textContent = number ? " " + number : "";
    find('[data-action="clear"]').hidden = isIdle();
    sortSelect.value = state.sort;
    headings.forEach(function (heading, at) {
      heading.removeAttribute("aria-sort");
      if (COLUMNS[at] === sortColumn()) {
        heading.setAttribute("aria-sort", state.sort[0] === "-" ? "descending" : "ascending");
      }
    });
  }

  /* ---- addresses ---- */

  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    const chosen = {};
    facetSelects.forEach(function (select) {
      if (asked.get(select.name)) {
        chosen[select.name] = asked.get(select.name);
      }
    });
    const sort = asked.get("sort") || "";
    return {
      chosen: chosen, words: asked.get("q") || "",
      sort: COLUMNS.includes(sort.replace(/^-/, "")) ? sort : "",
      page: parseInt(asked.get("page"), 10) || 1,
    };
  }

  function remember(replace) {
    const asked = new URLSearchParams(state.chosen);
    if (state.words.trim()) {
      asked.set("q", state.words.trim());
    }
    if (state.sort) {
      asked.set("sort", state.sort);
    }
    if (state.page > 1) {
      asked.set("page", state.page);
    }
    const search = asked.toString();
    try {
      history[replace ? "replaceState" : "pushState"](
        null, "", search ? "?" + search : location.pathname);
    } catch (error) {
      /* Some browsers refuse this in a folder; the list works without an address of its own. */
    }
  }

  function change(changes, replace) {
    state = Object.assign({}, state, { page: 1 }, changes);
    start();
    update();
    remember(replace);
  }

  function arrive() {
    state = fromAddress();
    query.value = state.words;
    if (!isIdle()) {
      start();
    }
    update();
  }

  /* ---- CSV ---- */

  /* From a folder, the address inside the site: where the folder lies is nobody's business. */
  function addressOf(row) {
    const whole = new URL(filled(given.project, catalogue.slugsOf(store, row)), location.href).href;
    const root = new URL(given.root, location.href).href.replace(/[^/]*$/, "");
    return location.protocol === "file:" ? whole.slice(root.length) : whole;
  }

  function csvLine(row) {
    const figures = ["budget", "executed", "rate", "score"].map(
      (name) => [store.shown[name][row].slice(1)]);
    const derived = ["budget", "executed", "rate", "score", "grade"].filter(
      (name) => store.shown[name][row][0] === "~");
    const scheme = catalogue.valueOf(store, "scheme", row);
    return [
      store.name[row], catalogue.valueOf(store, "year", row).label, catalogue.valueOf(store, "unit", row).label, ...figures,
      store.shown.grade[row].slice(1),
      scheme.key === catalogue.UNFILLED ? words.inapplicable : scheme.label,
      kindsOf(row).join(" "), [String(store.differs[row])],
      store.over[row] ? columnWords.over : "",
      derived.map((name) => headings[COLUMNS.indexOf(name)].textContent).join(" "),
      store.document[row], addressOf(row),
    ];
  }

  const columnWords = named(parts, "column");

  function download() {
    const rows = shown || catalogue.narrow(store, {}, "").rows;
    const head = [...headings.map((heading) => heading.textContent), ...Object.values(columnWords)];
    const text = catalogue.csv([head, ...rows.map(csvLine)]);
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const title = document.querySelector("main h1").textContent;
    const name = say("file", { title: title, n: rows.length }).replace(/[\\/:*?"<>|\u0000-\u001f]+/g, "-");
    anchor.download = name + ".csv";
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
  }

  /* ---- putting it on the page ---- */

  function turn(step) {
    change({ page: state.page + step });
    region.focus();
    region.scrollIntoView();
  }

  const actions = {
    clear: function () {
      query.value = "";
      change({ chosen: {}, words: "", sort: "" });
      query.focus();
    },
    csv: () => whenComplete(download),
    previous: () => turn(-1),
    next: () => turn(1),
  };

  function sortBy(column) {
    const next = state.sort === column ? "-" + column : state.sort === "-" + column ? "" : column;
    change({ sort: next });
  }

  function offerSorting() {
    headings.forEach(function (heading, at) {
      const label = heading.textContent;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "table-sort";
      button.textContent = label;
      button.addEventListener("click", () => sortBy(COLUMNS[at]));
      heading.replaceChildren(button);
      sortSelect.append(
        new Option(say("ascending", { column: label }), COLUMNS[at]),
        new Option(say("descending", { column: label }), "-" + COLUMNS[at]));
    });
  }

  function listen() {
    let rest = 0;
    let typed = false;
    query.addEventListener("input", function () {
      clearTimeout(rest);
      rest = setTimeout(function () {
        change({ words: query.value }, typed);
        typed = true;
      }, TYPING);
    });
    query.addEventListener("blur", function () { typed = false; });
    facetSelects.forEach((select) => select.addEventListener("change", function () {
      const chosen = Object.assign({}, state.chosen);
      delete chosen[select.name];
      if (select.value) {
        chosen[select.name] = select.value;
      }
      change({ chosen: chosen });
    }));
    sortSelect.addEventListener("change", () => change({ sort: sortSelect.value }));
    panel.addEventListener("toggle", function () {
      start();
      update();
    });
    query.addEventListener("focus", start);
    [tools, pager].forEach((part) => part.addEventListener("click", function (event) {
      const button = event.target.closest("[data-action]");
      if (button) {
        actions[button.dataset.action]();
      }
    }));
    window.addEventListener("popstate", arrive);
  }

  window.selfevalCatalogue = (file) => catalogue.add(store, file);
  pager.hidden = true;
  region.before(tools);
  region.after(pager);
  offerSorting();
  listen();
  arrive();
})();
