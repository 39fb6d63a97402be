/* Puts a few projects side by side, in the order in which they were chosen, and finds more of them.
   The address says which; files of the catalogue come for the years that are asked for. */
(function () {
  "use strict";
  const place = document.querySelector(".compare");
  const parts = document.querySelector("template.compare-parts");
  const catalogue = window.selfevalTables;
  if (!place || !parts || !catalogue || !window.selfevalParts) {
    return;
  }
  const { absent, content, figure, filled, link, load, named } = window.selfevalParts;
  const MOST = 4; // projects side by side
  const LISTED = 20; // most projects that a search shows
  const LONGEST = 60; // of what is no address, as much as is repeated
  const TYPING = 150; // milliseconds of rest that end a word
  const SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*";
  const ADDRESS = new RegExp("^((?:19|20)[0-9]{2})/" + SLUG + "/" + SLUG + "$");
  const DIFFERS = "differs";
  const given = place.dataset;
  const words = named(parts, "word");
  const kinds = Object.values(named(parts, "kind"));
  const ledger = Object.entries(named(parts, "ledger"));
  const find = (selector) => place.querySelector(selector);
  const piece = (selector) => parts.content.querySelector(selector).cloneNode(true);
  const form = find("form");
  const { year, q: query } = form.elements;
  const shards = new Map(Array.from(year.options, function (option) {
    const units = option.dataset.units.split(" ");
    return [option.value, option.dataset.shards.split(" ").map((file, at) => [file, units[at]])];
  }));
  const files = new Map(); // how far each file of the catalogue has come
  const store = catalogue.open(
    { year: [], region: [], unit: [], scheme: [], grade: [], kind: [], ledger: [] }, [],
    { unfilled: words.unfilled, graded: words.graded });
  let asked = [];
  let isFinding = false;
  let shown = ""; // the projects of the table that stands on the page
  let listed = null; // what the list of found projects answers

  function say(word, values) {
    return filled(words[word], values);
  }

  /* ---- what is asked for ---- */

  /* Takes what an address asks for apart: projects to show, too many, and what is no project. */
  function sorted() {
    const once = Array.from(new Set(asked));
    const known = once.filter((text) => ADDRESS.test(text));
    return {
      chosen: known.slice(0, MOST), beyond: known.slice(MOST),
      malformed: once.filter((text) => !ADDRESS.test(text)),
    };
  }

  /* Whether all that could tell of a project has come, and does not. */
  function isUnknown(address) {
    return rowOf(address) < 0 && filesFor(address).every((file) => files.get(file) === "here");
  }

  function standing() {
    return sorted().chosen.filter((address) => !isUnknown(address));
  }

  function yearOf(address) {
    return ADDRESS.exec(address)[1];
  }

  function addressOf(row) {
    const keys = catalogue.slugsOf(store, row);
    return [keys.year, keys.unit, keys.slug].join("/");
  }

  function rowOf(address) {
    const slug = address.split("/")[2];
    return store.slug.findIndex((own, row) => own === slug && addressOf(row) === address);
  }

  function nameOf(address) {
    const row = rowOf(address);
    return row < 0 ? address : store.name[row];
  }

  function itemsOf(texts) {
    return texts.map((text) => say("quoted", {
      words: text.length > LONGEST ? text.slice(0, LONGEST) + "…" : text,
    })).join(words.separator);
  }

  /* ---- files of the catalogue ---- */

  function filesOf(wanted) {
    return (shards.get(wanted) || []).map(([file]) => file);
  }

  /* The files of a year lie in the order of units, and each says with which it begins. */
  function filesFor(address) {
    const unit = address.split("/")[1];
    const all = shards.get(yearOf(address)) || [];
    const isBelow = (at) => at === all.length || unit <= all[at][1];
    return all.filter(([, first], at) => first <= unit && isBelow(at + 1)).map(([file]) => file);
  }

  function want(wanted) {
    Array.from(new Set(wanted)).filter((file) => !files.has(file)).forEach(function (file) {
      files.set(file, "coming");
      load(file, function (came) {
        files.set(file, came ? "here" : "failed");
        show();
      });
    });
  }

  /* How many of these files have come so far. */
  function count(state, wanted) {
    return Array.from(new Set(wanted)).filter((file) => files.get(file) === state).length;
  }

  /* ---- the table ---- */

  function labelled(facet) {
    return function (part, row) {
      const { key, label } = catalogue.valueOf(store, facet, row);
      if (key === catalogue.UNFILLED) {
        absent(part, words.inapplicable);
      } else {
        link(part, label, filled(given[facet], catalogue.slugsOf(store, row)));
      }
    };
  }

  function amount(name) {
    return function (part, row) {
      const marked = store.shown[name][row];
      const inUnit = () => marked[0] + say("amount", { amount: marked.slice(1) });
      figure(part, marked[0] === "!" ? marked : inUnit());
    };
  }

  function plain(name) {
    return (part, row) => figure(part, store.shown[name][row]);
  }

  const FACTS = {
    unit: labelled("unit"), year: labelled("year"), scheme: labelled("scheme"),
    budget: amount("budget"), executed: amount("executed"),
    score: plain("score"), grade: plain("grade"),
    kind: (part, row) => part.append(kindsOf(row)),
    rate: function (part, row) {
      figure(part, store.shown.rate[row]);
      if (!store.over[row]) {
        part.querySelector(".flag").remove();
      }
    },
    ledger: function (part, row) {
      const differs = store.differs[row];
      const outcome = part.querySelector(".outcome");
      const said = ledger.filter(([mark], bit) =>
        (store.code.ledger[row] >> bit) & 1 && mark !== DIFFERS);
      part.firstElementChild.textContent = said.map(([, word]) => word).join(words.separator);
      outcome.textContent = say(differs === 1 ? "disagreement" : "disagreements", { n: differs });
      if (!differs) {
        outcome.remove();
      }
    },
    document: function (part, row) {
      if (store.document[row]) {
        part.append(...content(store.document[row]));
      } else {
        absent(part, words.unlisted);
      }
    },
  };

  function kindsOf(row) {
    return kinds.filter((word, bit) => (store.code.kind[row] >> bit) & 1).join(words.separator);
  }

  /* A button is called by its own word and by the project that it is for. */
  function name(button, anchor, id) {
    button.id = "compare-act-" + id;
    anchor.id = "compare-name-" + id;
    button.setAttribute("aria-labelledby", button.id + " " + anchor.id);
  }

  function tableOf(rows, isApart) {
    const region = piece(".table-region");
    Array.from(region.querySelectorAll("tr")).forEach(function (line) {
      const pattern = line.lastElementChild;
      pattern.replaceWith(...rows.map(function (row, at) {
        const part = pattern.cloneNode(true);
        if (part.dataset.fact) {
          FACTS[part.dataset.fact](part, row);
        } else {
          link(part, store.name[row], filled(given.project, catalogue.slugsOf(store, row)));
          part.querySelector("button").dataset.project = addressOf(row);
          name(part.querySelector("button"), part.querySelector("a"), "column-" + (at + 1));
        }
        return part;
      }));
    });
    region.querySelectorAll(".compare-table__apart").forEach(function (flag) {
      if (!isApart) {
        flag.remove();
      }
    });
    return region;
  }

  /* ---- what is said of it ---- */

  /* What keeps the figures of the rows from being compared. */
  function warningsOf(rows) {
    const valueOf = (facet) => rows.map((row) => catalogue.valueOf(store, facet, row).key);
    const schemes = valueOf("scheme");
    const without = rows.filter((row, at) => schemes[at] === catalogue.UNFILLED);
    const known = new Set(schemes.filter((key) => key !== catalogue.UNFILLED));
    const said = [];
    if (known.size > 1) {
      said.push(words.schemes);
    }
    if (rows.length > 1 && without.length) {
      said.push(say("unscored", { items: itemsOf(without.map((row) => store.name[row])) }));
    }
    return said;
  }

  function notesOf(rows) {
    const differ = (facet) =>
      new Set(rows.map((row) => catalogue.valueOf(store, facet, row).key)).size > 1;
    const statements = rows.map((row) => store.code.kind[row] & 1);
    const said = [];
    if (new Set(statements).size > 1) {
      said.push(words.statements);
    }
    if (differ("year") || differ("unit")) {
      said.push(words.apart);
    }
    return said;
  }

  function countOf(rows, isComing) {
    if (isComing) {
      return words.loading;
    }
    const word = ["none", "one"][rows.length] || (rows.length < MOST ? "several" : "full");
    return say(word, { n: rows.length });
  }

  /* A reader who cannot see the page hears what is new, once. */
  function tell(lines) {
    const said = find(".compare__said");
    const made = lines.map(function ([kind, text]) {
      const line = document.createElement("p");
      line.className = "compare__" + kind;
      line.append(...content(text));
      return line;
    });
    if (said.textContent !== lines.map(([, text]) => text).join("")) {
      said.replaceChildren(...made);
    }
  }

  function show() {
    const { chosen: wanted, beyond, malformed } = sorted();
    const own = wanted.flatMap(filesFor);
    want(own);
    const rows = wanted.map(rowOf).filter((row) => row >= 0);
    const warnings = warningsOf(rows);
    const missed = [
      ["malformed", malformed], ["unknown", wanted.filter(isUnknown)], ["beyond", beyond],
    ];
    const failed = count("failed", isFinding ? [...own, ...filesOf(year.value)] : own);
    tell([
      ["count", countOf(rows, count("coming", own))],
      ...(failed ? [["warning", say("failed", { files: failed })]] : []),
      ...missed.filter(([, texts]) => texts.length).map(([word, texts]) =>
        ["warning", say(word, { items: itemsOf(texts.map(nameOf)) })]),
      ...warnings.map((text) => ["warning", text]),
      ...notesOf(rows).map((text) => ["note", text]),
    ]);
    if (shown !== rows.join()) {
      shown = rows.join();
      find(".compare__table").replaceChildren(
        ...(rows.length ? [tableOf(rows, warnings.length > 0)] : []));
    }
    list();
  }

  /* ---- finding projects ---- */

  function list() {
    const whole = filesOf(year.value);
    if (isFinding) {
      want(whole);
    }
    if (!isFinding || count("coming", whole)) {
      find(".compare-picker__status").textContent = isFinding ? words.loading : "";
      return;
    }
    const question = [year.value, count("here", whole), query.value.trim()].join(" ");
    if (listed !== question) {
      listed = question;
      const { rows } = catalogue.narrow(store, { year: year.value }, query.value);
      find(".compare-picker__status").textContent = foundWords(rows.length);
      find(".compare-picker__found").replaceChildren(...rows.slice(0, LISTED).map(itemOf));
    }
    mark();
  }

  function foundWords(number) {
    if (!number) {
      return words.unmatched;
    }
    const word = number > LISTED ? "first" : number === 1 ? "found" : "founds";
    return say(word, { n: number, m: LISTED });
  }

  function itemOf(row, at) {
    const item = piece(".compare-picker__item");
    const facts = [catalogue.valueOf(store, "unit", row).label, kindsOf(row)];
    link(item, store.name[row], filled(given.project, catalogue.slugsOf(store, row)));
    item.querySelector(".compare-picker__facts").append(...content(facts.join(" ")));
    item.querySelector("button").dataset.project = addressOf(row);
    name(item.querySelector("button"), item.querySelector("a"), "found-" + (at + 1));
    return item;
  }

  /* Buttons say what they would do now; the one that was pressed keeps the reader's focus. */
  function mark() {
    const chosen = standing();
    place.querySelectorAll('[data-action="turn"]').forEach(function (button) {
      const isChosen = chosen.includes(button.dataset.project);
      button.textContent = isChosen ? words.drop : words.add;
      button.disabled = !isChosen && chosen.length >= MOST;
    });
  }

  /* ---- addresses and buttons ---- */

  function fromAddress() {
    asked = new URLSearchParams(location.search).getAll("p");
    show();
  }

  function go(addresses) {
    asked = addresses;
    const search = addresses.map((address) => "p=" + address).join("&");
    try {
      history.pushState(null, "", search ? "?" + search : location.pathname);
    } catch (error) {
      /* Some browsers refuse this in a folder; the page works without an address of its own. */
    }
    tryAgain();
    show();
  }

  function tryAgain() {
    files.forEach((state, file) => state === "failed" && files.delete(file));
  }

  function turn(address) {
    const chosen = standing();
    go(chosen.includes(address)
      ? chosen.filter((other) => other !== address) : [...chosen, address]);
  }

  function drop(address) {
    const at = standing().indexOf(address);
    turn(address);
    const left = Array.from(place.querySelectorAll('[data-action="drop"]'));
    (left[Math.min(at, left.length - 1)] || query).focus();
  }

  function start() {
    isFinding = true;
    tryAgain();
    show();
  }

  function listen() {
    let rest = 0;
    query.addEventListener("input", function () {
      clearTimeout(rest);
      rest = setTimeout(start, TYPING);
    });
    query.addEventListener("focus", () => want(filesOf(year.value)));
    year.addEventListener("change", start);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      start();
    });
    place.addEventListener("click", function (event) {
      const button = event.target.closest("[data-action]");
      if (button) {
        ({ turn: turn, drop: drop })[button.dataset.action](button.dataset.project);
      }
    });
    window.addEventListener("popstate", fromAddress);
  }

  window.selfevalCatalogue = (file) => catalogue.add(store, file);
  place.hidden = false;
  listen();
  fromAddress();
  year.value = sorted().chosen.map(yearOf).find((one) => shards.has(one)) || year.options[0].value;
})();
