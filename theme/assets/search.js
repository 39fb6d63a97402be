/* The search page: folds a query as the generator folded the texts, fetches only the shards that
   hold its terms, and shows no result that it has not seen to be one. Shards are script files that
   call `selfevalSearch`, so that it works from a folder as well. `generator/search` does the same. */
(function () {
  "use strict";
  var HAN =
    "\\u3005\\u3007\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\u{20000}-\\u{3ffff}";
  var IS_HAN = new RegExp("^[" + HAN + "]", "u");
  var IS_LETTER = /^[\p{L}\p{N}]/u;
  var IS_BLANK = /^[\t-\r \u1680\u2028\u2029]/;
  var INVISIBLE =
    /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;
  var CLUSTER = /[^]\p{M}*/gu;
  var RUN = new RegExp("[" + HAN + "]+|[^|" + HAN + "]+", "gu");
  var QUOTED = /["“”„＂「『]([^"“”„＂「」『』]*)["“”„＂」』]|([^\s"“”„＂「」『』]+)/g;
  var BAR = "|";
  var LONGEST_WORD = 40;
  var LONGEST_QUERY = 200;
  var MOST_PARTS = 8;
  var MOST_LOOKUPS = 12;
  var OTHER = 0, WORD = 1, CHINESE = 2, BLANK = 3;

  function kindOf(letter) {
    var code = letter.charCodeAt(0);
    if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)) {
      return CHINESE;
    }
    if ((code >= 48 && code <= 57) || (code >= 97 && code <= 122)) {
      return WORD;
    }
    if (IS_BLANK.test(letter)) {
      return BLANK;
    }
    if (code < 128 || !IS_LETTER.test(letter)) {
      return OTHER;
    }
    return IS_HAN.test(letter) ? CHINESE : WORD;
  }

  function plain(cluster) {
    var code = cluster.charCodeAt(0);
    if (cluster.length === 1 && ((code >= 0x4e00 && code <= 0x9fff) || (code >= 48 && code <= 57))) {
      return cluster;
    }
    return cluster.normalize("NFKC").replace(INVISIBLE, "").toLowerCase();
  }

  /* The folded text, and of each of its characters from where to where it stands in the text. */
  function foldWithPlaces(text) {
    var out = "", starts = [], ends = [];
    var gap = 0, last = OTHER, place = 0;
    (text.match(CLUSTER) || []).forEach(function (cluster) {
      Array.from(plain(cluster)).forEach(function (letter) {
        var kind = kindOf(letter);
        if (kind === OTHER || kind === BLANK) {
          gap = Math.max(gap, kind === BLANK ? 1 : 2);
          return;
        }
        var joined = gap === 1 && (kind === CHINESE || last === CHINESE);
        if (gap && out && !joined) {
          out += BAR;
          starts.push(place);
          ends.push(place);
        }
        gap = 0;
        last = kind;
        out += letter;
        for (var unit = 0; unit < letter.length; unit += 1) {
          starts.push(place);
          ends.push(place + cluster.length);
        }
      });
      place += cluster.length;
    });
    return { text: out, starts: starts, ends: ends };
  }

  function fold(text) {
    return foldWithPlaces(text).text;
  }

  function unique(list) {
    return Array.from(new Set(list));
  }

  function pairsOf(run) {
    var letters = Array.from(run);
    return letters.slice(1).map(function (letter, index) {
      return letters[index] + letter;
    });
  }

  function termsOf(folded) {
    var found = [];
    (folded.match(RUN) || []).forEach(function (run) {
      found = found.concat(IS_HAN.test(run) ? pairsOf(run) : [firstOf(run, LONGEST_WORD)]);
    });
    return unique(found);
  }

  function firstOf(text, count) {
    return Array.from(text).slice(0, count).join("");
  }

  /* Terms to look up; a star behind one means: all that begin so. */
  function lookupsOf(runs) {
    var found = [];
    runs.forEach(function (run, index) {
      var length = Array.from(run).length;
      if (IS_HAN.test(run)) {
        found = found.concat(pairsOf(run));
      } else {
        var open = (index === runs.length - 1 && length > 1) || length > LONGEST_WORD;
        found.push(firstOf(run, LONGEST_WORD) + (open ? "*" : ""));
      }
    });
    return unique(found.length ? found : runs);
  }

  function partOf(folded) {
    var runs = folded.match(RUN);
    var lookups = lookupsOf(runs);
    var alone = runs.length === 1 && lookups.length === 1;
    var last = runs[runs.length - 1];
    return {
      text: folded,
      lookups: lookups.slice(0, MOST_LOOKUPS),
      exact: alone && Array.from(folded).length <= LONGEST_WORD,
      beginsWord: !IS_HAN.test(runs[0]),
      endsWord: !IS_HAN.test(last) && Array.from(last).length === 1
    };
  }

  function partsOf(query) {
    var found = [], match;
    var typed = firstOf(query, LONGEST_QUERY);
    QUOTED.lastIndex = 0;
    while ((match = QUOTED.exec(typed))) {
      found.push(fold(match[1] || match[2] || ""));
    }
    return unique(found).filter(Boolean).slice(0, MOST_PARTS).map(partOf);
  }

  function isWordBefore(text, place) {
    var letter = text.charAt(place - 1);
    return Boolean(letter) && letter !== BAR && !/[\udc00-\udfff]/.test(letter)
      && kindOf(letter) === WORD;
  }

  /* Where a part stands in a folded text: never from the middle of a word on. */
  function placesOf(part, folded) {
    var found = [];
    var place = folded.indexOf(part.text);
    while (place >= 0) {
      var end = place + part.text.length;
      var cut = part.beginsWord && isWordBefore(folded, place);
      var cutBehind = part.endsWord && end < folded.length && kindOf(folded.charAt(end)) === WORD;
      if (!cut && !cutBehind) {
        found.push([place, end]);
      }
      place = folded.indexOf(part.text, place + 1);
    }
    return found;
  }

  function shardOf(term, shards) {
    var mixed = 0x811c9dc5;
    Array.from(term).slice(0, 2).forEach(function (letter) {
      mixed = Math.imul(mixed ^ letter.codePointAt(0), 0x01000193) >>> 0;
    });
    return ((mixed ^ (mixed >>> 15)) & (shards - 1)) >>> 0;
  }

  var ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+,-.";
  var VALUES = new Uint8Array(128);
  ALPHABET.split("").forEach(function (sign, value) {
    VALUES[sign.charCodeAt(0)] = value;
  });

  function eachNumber(coded, start, end, use) {
    var number = 0;
    for (var place = start; place < end; place += 1) {
      var value = VALUES[coded.charCodeAt(place)];
      number = number * 32 + (value & 31);
      if (value < 32) {
        use(number);
        number = 0;
      }
    }
  }

  function numbersOf(coded) {
    var found = [];
    eachNumber(coded, 0, coded.length, function (number) {
      found.push(number);
    });
    return found;
  }

  /* Lifts the rank of every page that a posting names; the commonest field stands first. */
  function raise(ranks, joined, start, end) {
    var rank = 1, from = start;
    while (from <= end) {
      var to = joined.indexOf(" ", from);
      to = to < 0 || to > end ? end : to;
      var page = -1;
      eachNumber(joined, from, to, function (distance) {
        page += distance + 1;
        if (ranks[page] < rank) {
          ranks[page] = rank;
        }
      });
      rank += 1;
      from = to + 1;
    }
  }

  function ranksOf(joined, lookup, pages) {
    var ranks = new Uint8Array(pages);
    var open = lookup.slice(-1) === "*";
    var wanted = ";" + (open ? lookup.slice(0, -1) : lookup + "=");
    var start = joined.indexOf(wanted);
    while (start >= 0) {
      var given = joined.indexOf("=", start) + 1;
      var end = joined.indexOf(";", given);
      raise(ranks, joined, given, end);
      start = open ? joined.indexOf(wanted, end) : -1;
    }
    return ranks;
  }

  window.selfevalSearchRules = {
    fold: fold, termsOf: termsOf, partsOf: partsOf, placesOf: placesOf, shardOf: shardOf
  };

  /* --- from here on, the page --- */

  var box = document.getElementById("search-results");
  if (!box) {
    return;
  }
  var words = box.dataset;
  var form = document.getElementById("search-form");
  var field = form.elements.q;
  var status = document.getElementById("search-status");
  var list = document.getElementById("search-list");
  var advice = document.getElementById("search-advice");
  var facets = document.getElementById("search-facets");
  var more = document.getElementById("search-more");
  var FACETS = ["year", "unit", "kind", "scheme"];
  var A_PAGE = 10;
  var MOST_VALUES = 8;
  var ANOTHER_KEY = 30;
  var PLACES = 0x1000000;
  var BLOCK = Number(words.block);
  var loading = {}, called = {};

  window.selfevalSearch = function (path, held) {
    called[path] = held;
  };

  function load(path, version) {
    loading[path] = loading[path] || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      var stamp = version && location.protocol !== "file:" ? "?v=" + version : "";
      script.onload = function () {
        script.remove();
        if (path in called) {
          resolve(called[path]);
        } else {
          reject(new Error(path));
        }
      };
      script.onerror = function () {
        delete loading[path];
        reject(new Error(path));
      };
      script.src = words.root + path + stamp;
      document.head.append(script);
    });
    return loading[path];
  }

  function loadAll(paths, version) {
    return Promise.all(paths.map(function (path) {
      return load(path, version);
    }));
  }

  function openVolume(row) {
    return load("search/" + row[0] + "/columns.js", row[4]).then(function (columns) {
      var pages = row[2], units = [];
      columns.units.forEach(function (run) {
        for (var count = 0; count < run[1]; count += 1) {
          units.push(run[0]);
        }
      });
      return {
        name: row[0], year: row[1], pages: pages, shards: row[3], version: row[4],
        runs: columns.units, units: units, kinds: numbersOf(columns.kinds),
        schemes: [""].concat(columns.schemes), scheme: numbersOf(columns.scheme)
      };
    });
  }

  var opened = null;

  function openIndex() {
    opened = opened || load("search/volumes.js", "").then(function (root) {
      return Promise.all(root.volumes.map(openVolume)).then(function (volumes) {
        var units = {}, schemes = {};
        root.units.forEach(function (unit) {
          units[unit[0]] = { name: unit[1], names: unit.slice(1).map(fold) };
        });
        root.schemes.forEach(function (scheme) {
          schemes[scheme[0]] = scheme[1];
        });
        return { volumes: volumes, units: units, schemes: schemes };
      });
    });
    opened.catch(function () {
      opened = null;
    });
    return opened;
  }

  function namesUnit(index, slug, part) {
    var unit = index.units[slug];
    return Boolean(unit) && unit.names.some(function (name) {
      return placesOf(part, name).length > 0;
    });
  }

  function isNamed(index, volume, page, part) {
    return part.text === volume.year || namesUnit(index, volume.units[page], part);
  }

  function termsPath(volume, lookup) {
    var term = lookup.replace("*", "");
    return "search/" + volume.name + "/terms-" + shardOf(term, volume.shards) + ".js";
  }

  function rankPart(index, volume, part) {
    return loadAll(part.lookups.map(function (lookup) {
      return termsPath(volume, lookup);
    }), volume.version).then(function (shards) {
      var ranks = null;
      shards.forEach(function (joined, number) {
        var found = ranksOf(joined, part.lookups[number], volume.pages);
        for (var place = 0; ranks && place < found.length; place += 1) {
          found[place] = Math.min(found[place], ranks[place]);
        }
        ranks = found;
      });
      var page = 0, isYear = part.text === volume.year;
      volume.runs.forEach(function (run) {
        var end = page + run[1];
        if (isYear || namesUnit(index, run[0], part)) {
          for (; page < end; page += 1) {
            ranks[page] = Math.max(ranks[page], 4);
          }
        }
        page = end;
      });
      return ranks;
    });
  }

  /* The score of every page of a volume; zero where a part is missing. */
  function scoreVolume(index, volume, parts) {
    return Promise.all(parts.map(function (part) {
      return rankPart(index, volume, part);
    })).then(function (ranked) {
      var scores = new Uint8Array(volume.pages);
      for (var page = 0; page < volume.pages; page += 1) {
        var sum = 0;
        for (var number = 0; number < ranked.length; number += 1) {
          var rank = ranked[number][page];
          if (!rank) {
            sum = 0;
            break;
          }
          sum += 2 * rank - 1;
        }
        scores[page] = sum;
      }
      return scores;
    });
  }

  function valuesOf(volume, page, facet) {
    if (facet === "year") {
      return volume.year ? [volume.year] : [];
    }
    if (facet === "unit") {
      return volume.units[page] ? [volume.units[page]] : [];
    }
    if (facet === "scheme") {
      return volume.scheme[page] ? [volume.schemes[volume.scheme[page]]] : [];
    }
    var kinds = [];
    for (var kind = 0; 1 << kind <= volume.kinds[page]; kind += 1) {
      if (volume.kinds[page] & (1 << kind)) {
        kinds.push(String(kind));
      }
    }
    return kinds;
  }

  function raiseCount(counts, value, number) {
    if (value && number) {
      counts[value] = (counts[value] || 0) + number;
    }
  }

  /* Counts a volume into `chosen`; a page that only one filter excludes counts for that facet. */
  function chooseIn(volume, at, scores, state, chosen) {
    var mask = state.kind ? 1 << Number(state.kind) : 0;
    var scheme = state.scheme ? volume.schemes.indexOf(state.scheme) : -1;
    var years = 0, kinds = new Uint32Array(64), schemes = new Uint32Array(volume.schemes.length);
    var isYear = !state.year || state.year === volume.year;
    var page = 0;
    volume.runs.forEach(function (run) {
      var end = page + run[1], units = 0;
      var isUnit = !state.unit || state.unit === run[0];
      for (; page < end; page += 1) {
        var score = scores[page];
        if (!score) {
          continue;
        }
        var isKind = !mask || Boolean(volume.kinds[page] & mask);
        var isScheme = !state.scheme || volume.scheme[page] === scheme;
        var misses = !isYear + !isUnit + !isKind + !isScheme;
        if (!misses) {
          (chosen.buckets[score] = chosen.buckets[score] || []).push(at * PLACES + page);
        }
        years += misses === 0 || (misses === 1 && !isYear) ? 1 : 0;
        units += misses === 0 || (misses === 1 && !isUnit) ? 1 : 0;
        kinds[volume.kinds[page]] += misses === 0 || (misses === 1 && !isKind) ? 1 : 0;
        schemes[volume.scheme[page]] += misses === 0 || (misses === 1 && !isScheme) ? 1 : 0;
      }
      raiseCount(chosen.counts.unit, run[0], units);
    });
    raiseCount(chosen.counts.year, volume.year, years);
    schemes.forEach(function (number, place) {
      raiseCount(chosen.counts.scheme, volume.schemes[place], number);
    });
    kinds.forEach(function (number, both) {
      for (var kind = 0; kind < 6; kind += 1) {
        raiseCount(chosen.counts.kind, String(kind), both & (1 << kind) ? number : 0);
      }
    });
  }

  /* Candidates by score, newest first within a score, and how many there are of each value. */
  function choose(index, scored, state) {
    var chosen = { buckets: [], counts: { year: {}, unit: {}, kind: {}, scheme: {} } };
    index.volumes.forEach(function (volume, at) {
      chooseIn(volume, at, scored[at], state, chosen);
    });
    var found = chosen.buckets.reverse().reduce(function (all, bucket) {
      return all.concat(bucket);
    }, []);
    return { found: found, counts: chosen.counts };
  }

  function fetchText(index, place) {
    var volume = index.volumes[Math.floor(place / PLACES)], page = place % PLACES;
    var path = "search/" + volume.name + "/addresses-" + Math.floor(page / BLOCK) + ".js";
    return load(path, volume.version).then(function (block) {
      var folder = block[page % BLOCK];
      return load(folder + "/text.js", "").then(function (text) {
        return { volume: volume, page: page, folder: folder, text: text };
      });
    });
  }

  function isProved(index, result, parts) {
    var folded = null;
    return parts.every(function (part) {
      if (part.exact || isNamed(index, result.volume, result.page, part)) {
        return true;
      }
      folded = folded || result.text.passages.map(function (passage) {
        return fold(passage[3]);
      });
      return folded.some(function (text) {
        return placesOf(part, text).length > 0;
      });
    });
  }

  /* Takes candidates until so many are proved, or none are left. */
  function take(index, query, wanted) {
    var missing = wanted - query.proved.length;
    var next = query.found.slice(query.seen, query.seen + missing);
    if (missing <= 0 || !next.length) {
      return Promise.resolve(query);
    }
    return Promise.all(next.map(function (place) {
      return fetchText(index, place);
    })).then(function (results) {
      query.seen += next.length;
      var good = results.filter(function (result) {
        return isProved(index, result, query.parts);
      });
      query.proved = query.proved.concat(good);
      query.dropped += results.length - good.length;
      return take(index, query, wanted);
    });
  }

  /* --- showing --- */

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

  function filled(text, values) {
    return text.replace(/\{([a-z]+)\}/g, function (whole, name) {
      return name in values ? values[name] : whole;
    });
  }

  function counted(name, number) {
    return filled(number === 1 ? words[name + "One"] : words[name + "Other"], { n: number });
  }

  function matchesIn(parts, text) {
    var folded = foldWithPlaces(text), found = [];
    parts.forEach(function (part) {
      placesOf(part, folded.text).forEach(function (span) {
        found.push([folded.starts[span[0]], folded.ends[span[1] - 1]]);
      });
    });
    return found.sort(function (a, b) {
      return a[0] - b[0] || b[1] - a[1];
    });
  }

  /* Puts text into an element, what matches marked; text nodes only. */
  function putMarked(into, text, matches, start, end) {
    var done = start;
    matches.forEach(function (match) {
      var from = Math.max(match[0], done), to = Math.min(match[1], end);
      if (from < to) {
        into.append(text.slice(done, from), element("mark", "", text.slice(from, to)));
        done = to;
      }
    });
    into.append(text.slice(done, end));
  }

  var AHEAD = 30, BEHIND = 90;

  function excerptOf(result, passage, matches) {
    var shown = element("p", "search-result__excerpt");
    var text = passage[3];
    if (passage[2]) {
      var link = element("a", "", passage[2]);
      link.href = words.root + result.folder + "/index.html" + (passage[1] ? "#" + passage[1] : "");
      shown.append(link, " ");
    }
    var said = element("span");
    said.lang = "zh-CN";
    var start = Math.max(0, matches[0][0] - AHEAD);
    var end = Math.min(text.length, matches[0][1] + BEHIND);
    if (start > 0 && /[\udc00-\udfff]/.test(text.charAt(start))) {
      start -= 1;
    }
    if (end < text.length && /[\udc00-\udfff]/.test(text.charAt(end))) {
      end += 1;
    }
    said.append(start > 0 ? "…" : "");
    putMarked(said, text, matches, start, end);
    said.append(end < text.length ? "…" : "");
    shown.append(said);
    return shown;
  }

  /* One excerpt for each part that the title lacks, the best field first; two at most. */
  function excerptsOf(result, parts) {
    var title = fold(result.text.title);
    var open = parts.filter(function (part) {
      return !placesOf(part, title).length;
    });
    var shown = [];
    result.text.passages.forEach(function (passage) {
      if (!open.length || shown.length === 2 || passage[3] === result.text.title) {
        return;
      }
      var folded = fold(passage[3]);
      var rest = open.filter(function (part) {
        return !placesOf(part, folded).length;
      });
      if (rest.length < open.length) {
        shown.push(excerptOf(result, passage, matchesIn(parts, passage[3])));
        open = rest;
      }
    });
    return shown;
  }

  function nameOf(index, facet, value) {
    if (facet === "unit") {
      return index.units[value] ? index.units[value].name : value;
    }
    if (facet === "scheme") {
      return index.schemes[value] || value;
    }
    return facet === "kind" ? words.kinds.split("|")[Number(value)] : value;
  }

  function isContent(facet) {
    return facet === "unit" || facet === "scheme";
  }

  function factsOf(index, result) {
    var shown = element("p", "search-result__facts");
    ["kind", "unit", "year", "scheme"].forEach(function (facet) {
      valuesOf(result.volume, result.page, facet).forEach(function (value) {
        var fact = element("span", facet === "kind" ? "kind" : "", nameOf(index, facet, value));
        if (isContent(facet)) {
          fact.lang = "zh-CN";
        }
        shown.append(fact, " ");
      });
    });
    result.text.marks.forEach(function (mark) {
      var fact = element("span", "", mark);
      fact.lang = "zh-CN";
      shown.append(fact, " ");
    });
    return shown;
  }

  function itemOf(index, result, parts) {
    var item = element("li", "search-result");
    var heading = element("h3", "search-result__title");
    var link = element("a");
    link.href = words.root + result.folder + "/index.html";
    link.lang = "zh-CN";
    var title = result.text.title;
    putMarked(link, title, matchesIn(parts, title), 0, title.length);
    heading.append(link);
    item.append(heading, factsOf(index, result));
    excerptsOf(result, parts).forEach(function (excerpt) {
      item.append(excerpt);
    });
    return item;
  }

  function addressOf(state) {
    var query = new URLSearchParams();
    ["q"].concat(FACETS).forEach(function (name) {
      if (state[name]) {
        query.set(name, state[name]);
      }
    });
    var said = query.toString();
    return location.pathname + (said ? "?" + said : "");
  }

  function changed(state, facet, value) {
    var next = Object.assign({}, state);
    next[facet] = next[facet] === value ? "" : value;
    return next;
  }

  function valueLink(index, state, facet, value, count) {
    var item = element("li");
    var next = changed(state, facet, value);
    var link = element("a", "", "");
    var name = element("span", "", nameOf(index, facet, value));
    if (isContent(facet)) {
      name.lang = "zh-CN";
    }
    link.href = addressOf(next);
    link.dataset.facet = facet + " " + value;
    link.append(name, " ");
    if (state[facet] === value) {
      link.setAttribute("aria-current", "true");
      link.append(words.drop);
    } else {
      link.append(element("span", "search-facets__count", String(count)));
    }
    link.addEventListener("click", function (event) {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        go(next, "push", "facet");
      }
    });
    item.append(link);
    return item;
  }

  function inOrder(facet, counts) {
    return Object.keys(counts).sort(function (a, b) {
      if (facet === "year") {
        return b < a ? -1 : 1;
      }
      if (facet === "kind") {
        return a - b;
      }
      return counts[b] - counts[a] || (a < b ? -1 : 1);
    });
  }

  function facetGroup(index, state, facet, counts) {
    var values = inOrder(facet, counts);
    if (state[facet] && values.indexOf(state[facet]) < 0) {
      values.unshift(state[facet]);
    }
    if (values.length < 2 && !state[facet]) {
      return null;
    }
    var group = element("div", "search-facets__group");
    var heading = element("h3", "", words[facet]);
    var chosen = values.indexOf(state[facet]);
    if (chosen >= MOST_VALUES) {
      values.unshift(values.splice(chosen, 1)[0]);
    }
    function links(part) {
      var shown = element("ul");
      part.forEach(function (value) {
        shown.append(valueLink(index, state, facet, value, counts[value] || 0));
      });
      return shown;
    }
    group.append(heading, links(values.slice(0, MOST_VALUES)));
    if (values.length > MOST_VALUES) {
      var rest = element("details");
      rest.append(element("summary", "", words.further), links(values.slice(MOST_VALUES)));
      group.append(rest);
    }
    return group;
  }

  function showFacets(index, state, counts) {
    var focused = document.activeElement && document.activeElement.dataset.facet;
    var groups = FACETS.map(function (facet) {
      return facetGroup(index, state, facet, counts[facet]);
    }).filter(Boolean);
    facets.hidden = !groups.length;
    facets.querySelector("div").replaceChildren.apply(facets.querySelector("div"), groups);
    if (focused) {
      var again = Array.from(facets.querySelectorAll("a")).find(function (link) {
        return link.dataset.facet === focused;
      });
      (again || field).focus();
    }
  }

  function showCount(query) {
    var left = query.found.length - query.dropped;
    var sure = query.seen >= query.found.length || query.parts.every(function (part) {
      return part.exact;
    });
    status.textContent = left ? counted(sure ? "found" : "about", left) : words.none;
    advice.hidden = left > 0;
    more.hidden = query.seen >= query.found.length;
  }

  function showResults(index, query, from) {
    var items = query.proved.slice(from).map(function (result) {
      return itemOf(index, result, query.parts);
    });
    if (from) {
      list.append.apply(list, items);
    } else {
      list.replaceChildren.apply(list, items);
    }
    showCount(query);
    return items;
  }

  function settle() {
    list.setAttribute("aria-busy", "false");
  }

  function showNothing(said) {
    status.textContent = said;
    list.replaceChildren();
    facets.hidden = true;
    more.hidden = true;
    advice.hidden = true;
  }

  var running = 0, current = null;

  function run(state) {
    var mine = (running += 1);
    var parts = partsOf(state.q);
    list.setAttribute("aria-busy", String(parts.length > 0));
    if (!parts.length) {
      showNothing(state.q.trim() ? words.unsearchable : "");
      return Promise.resolve();
    }
    return openIndex().then(function (index) {
      return Promise.all(index.volumes.map(function (volume) {
        return scoreVolume(index, volume, parts);
      })).then(function (scored) {
        var chosen = choose(index, scored, state);
        var query = { parts: parts, found: chosen.found, proved: [], seen: 0, dropped: 0 };
        return take(index, query, A_PAGE).then(function () {
          if (mine === running) {
            current = { index: index, query: query };
            showFacets(index, state, chosen.counts);
            showResults(index, query, 0);
            settle();
          }
        });
      });
    }).catch(function () {
      if (mine === running) {
        showNothing(words.broken);
        settle();
      }
    });
  }

  function stateOf() {
    var query = new URLSearchParams(location.search);
    var state = {};
    ["q"].concat(FACETS).forEach(function (name) {
      state[name] = query.get(name) || "";
    });
    return state;
  }

  function go(state, way) {
    try {
      history[way + "State"](null, "", addressOf(state));
    } catch (error) {
      /* Some browsers keep the address of a file as it is; the search goes on all the same. */
    }
    if (field.value !== state.q) {
      field.value = state.q;
    }
    return run(state);
  }

  function typed() {
    return { q: field.value, year: "", unit: "", kind: "", scheme: "" };
  }

  var pause = 0;
  field.addEventListener("input", function (event) {
    window.clearTimeout(pause);
    if (!event.isComposing) {
      pause = window.setTimeout(function () {
        go(typed(), "replace");
      }, ANOTHER_KEY);
    }
  });
  field.addEventListener("compositionend", function () {
    go(typed(), "replace");
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    window.clearTimeout(pause);
    go(typed(), "push");
  });
  more.addEventListener("click", function () {
    var shown = current, from = shown.query.proved.length;
    list.setAttribute("aria-busy", "true");
    take(shown.index, shown.query, from + A_PAGE).then(function () {
      var items = shown === current ? showResults(shown.index, shown.query, from) : [];
      if (items.length) {
        items[0].querySelector("a").focus();
      }
    }).catch(function () {
      status.textContent = words.broken;
    }).then(settle);
  });
  window.addEventListener("popstate", function () {
    var state = stateOf();
    field.value = state.q;
    run(state);
  });
  var first = stateOf();
  field.value = first.q;
  facets.open = window.matchMedia("(min-width: 60rem)").matches;
  openIndex().catch(function () {});
  run(first);
})();
