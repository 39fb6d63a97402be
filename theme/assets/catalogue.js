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
    const values = store.values;
    const labelled = (facet, key, label) => placeOf(values[facet], key, label);
    const year = labelled("year", file.year, file.year);
    const units = file.units.map(([slug, name]) => labelled("unit", slug, name));
    const regions = file.units.map(([, , name]) =>
      labelled("region", name || UNFILLED, name || store.words.unfilled));
    const none = {
      scheme: labelled("scheme", UNFILLED, store.words.unfilled),
      grade: labelled("grade", UNFILLED, store.words.unfilled),
    };
    const schemes = file.schemes.map(function ([slug, name, grades]) {
      store.grades[slug] = grades;
      return labelled("scheme", slug, name);
    });
    const grade = function (row) {
      if (file.grade[row] < 0 || file.scheme[row] < 0) {
        return none.grade;
      }
      const [slug, name] = file.schemes[file.scheme[row]];
      const word = file.grades[file.grade[row]];
      return labelled("grade", slug + ":" + word,
        store.words.graded.replace("{scheme}", name).replace("{grade}", word));
    };
    const wanted = store.scope.map(([facet, key]) => [facet, placeOf(values[facet], key)]);
    file.slug.forEach(function (slug, row) {
      const codes = {
        year: year, unit: units[file.unit[row]], region: regions[file.unit[row]],
        scheme: file.scheme[row] < 0 ? none.scheme : schemes[file.scheme[row]],
        grade: grade(row), kind: file.kind[row], rate: file.rate[row], ledger: file.ledger[row],
      };
      if (wanted.every(([facet, place]) => has(store, facet, codes[facet], place))) {
        store.facets.forEach((facet) => store.code[facet].push(codes[facet]));
        addRow(store, file, row);
      }
    });
  }

  function addRow(store, file, row) {
    store.count += 1;
    store.slug.push(file.slug[row]);
    store.name.push(file.name[row]);
    store.folded.push(fold(file.name[row]));
    store.differs.push(file.differs[row]);
    store.over.push(file.over[row]);
    store.document.push(file.document[row] < 0 ? "" : file.documents[file.document[row]]);
    Object.keys(store.shown).forEach(function (name) {
      const [texts, codes] = file.shown[name];
      store.shown[name].push(texts[codes[row]]);
    });
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

  /* Comparing whole names by the rules of Chinese takes seconds for many; ordering the characters
     by these rules first, and then names by their characters, takes a hundredth of that. */
  function alphabetical(texts) {
    const characters = Array.from(new Set(texts.join("")));
    characters.sort(new Intl.Collator("zh-CN").compare);
    const places = new Map(characters.map((one, place) => [one, String.fromCharCode(place + 1)]));
    return texts.map((text) => Array.from(text, (one) => places.get(one)).join(""));
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
    return typeof key === "number" && isNaN(key);
  }

  /* Rows ordered by a column, those without a value last. Scores and grades are ordered within
     each scheme only, the schemes by name. */
  function order(store, rows, column, descending) {
    const keys = keysOf(store, column);
    const schemes = COMPARABLE.includes(column)
      ? keysOf(store, "scheme").map((key) => isMissing(key) ? "\uffff" : key) : null;
    const sign = descending ? -1 : 1;
    const missing = keys.map(isMissing);
    const compare = (a, b) => a < b ? -1 : a > b ? 1 : 0;
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
    alphabetical: alphabetical, gradeOrder: gradeOrder, placeOf: placeOf, UNFILLED: UNFILLED,
  };
})();
