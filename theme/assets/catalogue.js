/* The catalogue of projects: takes in its files, narrows, counts and orders their rows, and writes
   them as CSV. It knows nothing of the page. */
(function () {
  "use strict";
  const SEVERAL = ["kind", "ledger"]; // a row may have several values of these, each a bit
  const COMPARABLE = ["score", "grade"]; // within one scheme only
  const UNFILLED = "-";
  const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
  const NUMBER = /^-?[0-9,]+(\.[0-9]+)?%?$/;

  function makeValues() {
    return { keys: [], labels: [], places: new Map() };
  }

  function placeOf(values, key, label) {
    let place = values.places.get(key);
    if (place === undefined) {
      place = values.keys.push(key) - 1;
      values.places.set(key, place);
      values.labels.push(key);
    }
    if (label !== undefined) {
      values.labels[place] = label;
    }
    return place;
  }

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  /* `facets`: every facet with the [key, label] pairs that the page knows of it; `scope`: [facet, key]
     pairs that every row must have; `words`: "unfilled" and "graded". */
  function open(facets, scope, words) {
    const store = {
      count: 0, scope: scope, words: words, facets: Object.keys(facets),
      values: {}, code: {}, grades: {}, slug: [], name: [], folded: [], differs: [], over: [],
      document: [], shown: { budget: [], executed: [], rate: [], score: [], grade: [] },
    };
    store.facets.forEach(function (facet) {
      store.values[facet] = makeValues();
      store.code[facet] = [];
      facets[facet].forEach(([key, label]) => placeOf(store.values[facet], key, label));
    });
    return store;
  }

  function has(store, facet, code, place) {
    return SEVERAL.includes(facet) ? (code >> place) & 1 : code === place;
  }

  /* Takes in one file; rows outside the scope of the list stay out. */
  function add(store, file) {
    const codes = codesOf(store, file);
    const wanted = store.scope.map(([facet, key]) => [facet, placeOf(store.values[facet], key)]);
    const rows = [];
    for (let row = 0; row < file.slug.length; row += 1) {
      if (wanted.every(([facet, place]) => has(store, facet, codes[facet][row], place))) {
        rows.push(row);
      }
    }
    const extend = (column, value) => rows.forEach((row) => column.push(value(row)));
    store.facets.forEach((facet) => extend(store.code[facet], (row) => codes[facet][row]));
    ["slug", "name", "differs", "over"].forEach((name) =>
      extend(store[name], (row) => file[name][row]));
    extend(store.folded, (row) => fold(file.name[row]));
    extend(store.document, (row) => file.documents[file.document[row]] || "");
    Object.keys(store.shown).forEach(function (name) {
      const [texts, places] = file.shown[name];
      extend(store.shown[name], (row) => texts[places.length ? places[row] : row]);
    });
    store.count += rows.length;
  }

  /* The places of every row's values among all that are known, by facet. */
  function codesOf(store, file) {
    const labelled = (facet, key, label) => placeOf(store.values[facet], key, label);
    const unfilled = (facet) => labelled(facet, UNFILLED, store.words.unfilled);
    const year = labelled("year", file.year, file.year);
    const units = file.units.map(([slug, name]) => labelled("unit", slug, name));
    const regions = file.units.map(([, , name]) =>
      name ? labelled("region", name, name) : unfilled("region"));
    const schemes = file.schemes.map(([slug, name]) => labelled("scheme", slug, name));
    const noScheme = unfilled("scheme");
    file.schemes.forEach(([slug, , grades]) => { store.grades[slug] = grades; });
    return {
      year: file.slug.map(() => year),
      unit: file.unit.map((place) => units[place]),
      region: file.unit.map((place) => regions[place]),
      scheme: file.scheme.map((place) => place < 0 ? noScheme : schemes[place]),
      grade: gradesOf(store, file, unfilled("grade")),
      kind: file.kind, rate: file.rate, ledger: file.ledger,
    };
  }

  /* A grade is one of its scheme, and is named with it. */
  function gradesOf(store, file, none) {
    const words = store.words.graded;
    const known = new Map();
    return file.grade.map(function (place, row) {
      const pair = file.scheme[row] * file.grades.length + place;
      if (place < 0 || file.scheme[row] < 0) {
        return none;
      }
      if (!known.has(pair)) {
        const [slug, name] = file.schemes[file.scheme[row]];
        const label = words.replace("{scheme}", () => name).replace(
          "{grade}", () => file.grades[place]);
        known.set(pair, placeOf(store.values.grade, slug + ":" + file.grades[place], label));
      }
      return known.get(pair);
    });
  }

  function valueOf(store, facet, row) {
    const values = store.values[facet];
    const place = store.code[facet][row];
    return { key: values.keys[place], label: values.labels[place] };
  }

  /* What stands in the addresses of a row's pages. */
  function slugsOf(store, row) {
    return {
      year: valueOf(store, "year", row).key, unit: valueOf(store, "unit", row).key,
      scheme: valueOf(store, "scheme", row).key, slug: store.slug[row],
    };
  }

  function withWords(store, words) {
    const wanted = fold(words).split(/\s+/).filter(Boolean);
    const units = store.values.unit.labels.map(fold);
    const inUnit = wanted.map((word) => units.map((unit) => unit.includes(word)));
    return (row) => wanted.every((word, at) =>
      store.folded[row].includes(word) || inUnit[at][store.code.unit[row]]);
  }

  /* Rows that have every chosen value and all words, in list order, and for every value how many
     rows there would be if it were chosen instead of the one of its facet. */
  function narrow(store, chosen, words) {
    const facets = store.facets;
    const wanted = facets.map((facet) => facet in chosen
      ? placeOf(store.values[facet], chosen[facet]) : -1);
    const counts = facets.map((facet) => new Uint32Array(store.values[facet].keys.length));
    const codes = facets.map((facet) => store.code[facet]);
    const said = withWords(store, words);
    const rows = [];
    for (let row = 0; row < store.count; row += 1) {
      let missed = -1;
      let misses = 0;
      for (let at = 0; at < facets.length && misses < 2; at += 1) {
        if (wanted[at] >= 0 && !has(store, facets[at], codes[at][row], wanted[at])) {
          misses += 1;
          missed = at;
        }
      }
      if (misses > 1 || !said(row)) {
        continue;
      }
      if (misses === 0) {
        rows.push(row);
      }
      for (let at = 0; at < facets.length; at += 1) {
        if (misses === 0 || at === missed) {
          count(counts[at], codes[at][row], SEVERAL.includes(facets[at]));
        }
      }
    }
    const byFacet = {};
    facets.forEach((facet, at) => { byFacet[facet] = counts[at]; });
    return { rows: rows, counts: byFacet };
  }

  function count(counts, code, several) {
    if (!several) {
      counts[code] += 1;
      return;
    }
    for (let bit = 0; bit < counts.length; bit += 1) {
      counts[bit] += (code >> bit) & 1;
    }
  }

  /* Comparing many names by the rules of Chinese takes seconds; ordering the characters by these
     rules once, and then names by the places of their characters, takes a hundredth of that. */
  function alphabet(texts) {
    const seen = new Uint8Array(65536);
    texts.forEach(function (text) {
      for (let at = 0; at < text.length; at += 1) {
        seen[text.charCodeAt(at)] = 1;
      }
    });
    const places = new Uint16Array(65536);
    Array.from(seen.keys()).filter((code) => seen[code]).map((code) => String.fromCharCode(code))
      .sort(new Intl.Collator("zh-CN").compare)
      .forEach((character, place) => { places[character.charCodeAt(0)] = place + 1; });
    return places;
  }

  /* For every text its place among them all; texts that are equal share one. */
  function alphabetical(texts) {
    const places = alphabet(texts);
    const place = (text, at) => at < text.length ? places[text.charCodeAt(at)] : 0;
    const first = texts.map((text) =>
      (place(text, 0) * 65536 + place(text, 1)) * 65536 + place(text, 2));
    const compare = function (a, b) {
      let differ = first[a] - first[b];
      const longest = Math.max(texts[a].length, texts[b].length);
      for (let at = 3; !differ && at < longest; at += 1) {
        differ = place(texts[a], at) - place(texts[b], at);
      }
      return differ;
    };
    const ordered = texts.map((text, at) => at).sort(compare);
    const ranks = new Array(texts.length);
    ordered.forEach(function (at, rank) {
      ranks[at] = rank && !compare(at, ordered[rank - 1]) ? ranks[ordered[rank - 1]] : rank;
    });
    return ranks;
  }

  function numberOf(text) {
    return text[0] === "!" ? NaN : parseFloat(text.slice(1).replace(/,/g, ""));
  }

  function keysOf(store, column) {
    const code = store.code;
    if (column === "name") {
      return alphabetical(store.name);
    }
    if (column === "year") {
      return code.year.map((place) => Number(store.values.year.keys[place]));
    }
    if (column === "unit" || column === "scheme") {
      const ordered = alphabetical(store.values[column].labels);
      const none = store.values[column].places.get(UNFILLED);
      return code[column].map((place) => place === none ? NaN : ordered[place]);
    }
    if (column === "grade") {
      return code.grade.map((place) => gradeOrder(store, store.values.grade.keys[place]));
    }
    return store.shown[column].map(numberOf);
  }

  /* The better the grade, the higher; words that the scheme does not know come below all others. */
  function gradeOrder(store, key) {
    if (key === UNFILLED) {
      return NaN;
    }
    const colon = key.indexOf(":");
    const place = (store.grades[key.slice(0, colon)] || []).indexOf(key.slice(colon + 1));
    return place < 0 ? -1000 : -place;
  }

  function isMissing(key) {
    return isNaN(key);
  }

  /* Rows ordered by a column, those without a value last. Scores and grades are ordered within
     each scheme only, the schemes by name. */
  function order(store, rows, column, descending) {
    const keys = keysOf(store, column);
    const schemes = COMPARABLE.includes(column)
      ? keysOf(store, "scheme").map((key) => isMissing(key) ? Infinity : key) : null;
    const sign = descending ? -1 : 1;
    const missing = keys.map(isMissing);
    const compare = (a, b) => a < b ? -1 : Number(a > b);
    return rows.slice().sort(function (a, b) {
      if (missing[a] || missing[b]) {
        return missing[a] - missing[b] || a - b;
      }
      return (schemes ? compare(schemes[a], schemes[b]) : 0)
        || sign * compare(keys[a], keys[b]) || a - b;
    });
  }

  /* Whether an order by this column puts rows of several schemes into one list. */
  function mixesSchemes(store, rows, column) {
    const code = store.code.scheme;
    const scored = rows.filter((row) => !isMissing(numberOf(store.shown.score[row]))
      || store.values.grade.keys[store.code.grade[row]] !== UNFILLED);
    return COMPARABLE.includes(column) && scored.some((row) => code[row] !== code[scored[0]]);
  }

  /* A text is a string, never taken for a formula; a figure is [string] and stays a number. */
  function cell(content) {
    const isFigure = Array.isArray(content) && NUMBER.test(content[0]);
    const text = String(content);
    const safe = isFigure ? text.replace(/,/g, "") : text.replace(FORMULA, "'$&");
    return '"' + safe.replace(/"/g, '""') + '"';
  }

  function csv(lines) {
    return "\ufeff" + lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
  }

  window.selfevalTables = {
    open: open, add: add, narrow: narrow, order: order, mixesSchemes: mixesSchemes, csv: csv,
    alphabetical: alphabetical, gradeOrder: gradeOrder, placeOf: placeOf, valueOf: valueOf,
    slugsOf: slugsOf, UNFILLED: UNFILLED,
  };
})();
