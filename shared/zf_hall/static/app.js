/* 政法协同: everything works without this file; it adds keys, focus care, live parts and filtering as you type. */
"use strict";
(() => {
  const html = document.documentElement;
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const composing = (event) => event.isComposing || event.keyCode === 229;
  const keysOn = () => html.dataset.keys !== "off";
  const typing = (target) => target.closest("input,textarea,select,[contenteditable]") !== null;
  const tell = (text) => { const live = $("#live"); if (live) live.textContent = text; };

  /* Focus: errors first; after going back, the row one came from. */
  const errors = $("[data-errors]");
  const placeFocus = () => {
    if (errors) { errors.focus(); return; }
    let last = null;
    try { last = sessionStorage.getItem("row:" + location.pathname + location.search); } catch (ignored) { return; }
    const row = last && $$("tr[data-row]").find((one) => one.dataset.row === last);
    if (row) { makeCurrent(row); row.focus(); }
  };

  /* Tables: one stop of Tab, arrows inside, Enter opens. */
  const rowsOf = (table) => $$("tr[data-row]", table);
  const makeCurrent = (row) => {
    rowsOf(row.closest("table")).forEach((one) => { one.tabIndex = one === row ? 0 : -1; });
  };
  const dressTables = (root) => {
    $$("table[data-rows]", root).forEach((table) => {
      const rows = rowsOf(table);
      rows.forEach((row, index) => { row.tabIndex = index === 0 ? 0 : -1; });
      $$("tr[data-row] a.case-link", table).forEach((link) => { link.tabIndex = -1; });
    });
  };
  const open = (path, row) => {
    try { sessionStorage.setItem("row:" + location.pathname + location.search, row.dataset.row); } catch (ignored) { /* Private mode. */ }
    location.assign(path);
  };
  const PAGE = 10;
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -Infinity, End: Infinity };
  const onTableKey = (event) => {
    const row = event.target.closest("tr[data-row]");
    if (!row || event.target !== row || event.ctrlKey || event.altKey || event.metaKey) return false;
    const table = row.closest("table");
    const rows = rowsOf(table);
    let step = moves[event.key];
    const letters = table.hasAttribute("data-review") && keysOn();
    if (letters && event.key === "j") step = 1;
    if (letters && event.key === "k") step = -1;
    if (step !== undefined) {
      const next = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + step))];
      makeCurrent(next);
      next.focus();
      return true;
    }
    if (event.key === "Enter") { open(row.dataset.row, row); return true; }
    if (letters && event.key === "a" && row.dataset.approve) { open(row.dataset.approve, row); return true; }
    return false;
  };
  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-row]");
    if (!row || event.target.closest("a,button,summary,input,select,label,details") || String(getSelection())) return;
    open(row.dataset.row, row);
  });

  /* Digits choose inside a group of radio buttons. */
  const onDigit = (event) => {
    const group = event.target.closest("[data-digits]");
    if (!group || !/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return false;
    const choice = $$("input[type=radio]", group)[Number(event.key) - 1];
    if (!choice) return false;
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  /* Hot keys. F1, F3, F5 to F7 and F10 to F12 stay with the browser and the screen reader. */
  const press = (selector) => { const found = $(selector); if (found) found.click(); return found !== null; };
  const submitMain = (target) => {
    const form = (target && target.closest("form[method=post]")) || $("main form[data-guard]");
    const button = form && ($("[data-submit]", form) || $("button[type=submit]", form));
    if (button) button.click();
    return Boolean(button);
  };
  const onHotKey = (event) => {
    if (!keysOn() || event.altKey || event.metaKey) return false;
    if (event.key === "F1" && event.shiftKey) { location.assign("/help/keys"); return true; }
    if (event.ctrlKey) return event.key === "Enter" && submitMain(event.target);
    if (/^F\d+$/.test(event.key) && press("[data-hotkey='" + (event.shiftKey ? "Shift+" : "") + event.key + "']")) return true;
    if (event.shiftKey) return false;
    if (event.key === "F2") return press("a[aria-keyshortcuts=F2]") || [["/petitions", "/register"], ["/reports", "/reports/new"]].some(([room, form]) => html.querySelector("nav a[href='" + room + "']") !== null && (location.assign(form), true));
    if (event.key === "F8") return press("[data-print]") || submitMain(null);
    if (event.key === "F9") { const box = $("[data-search]"); if (box) { box.focus(); box.select(); } return box !== null; }
    if (event.key === "Escape") return onEscape(event.target);
    return false;
  };
  const onEscape = (target) => {
    if (target.matches("input[type=search]") && target.value) { target.value = ""; target.dispatchEvent(new Event("input", { bubbles: true })); return true; }
    const form = target.closest("form");
    const cancel = form && $("[data-cancel]", form);
    if (cancel) cancel.focus();
    return Boolean(cancel);
  };
  /* A card reader types and ends with Enter: in a long form that goes to the next field instead of sending it. */
  const onFormEnter = (event) => {
    const field = event.target;
    if (event.key !== "Enter" || event.ctrlKey || !field.matches("form[data-guard] input:not([type=submit]):not([type=file])")) return false;
    const fields = $$("input:not([type=hidden]),select,textarea,button", field.form).filter((one) => !one.disabled && one.offsetParent);
    const next = fields[fields.indexOf(field) + 1];
    if (next) next.focus();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (onTableKey(event) || onDigit(event) || onHotKey(event) || onFormEnter(event)) event.preventDefault();
  });

  /* Printing. */
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) { event.preventDefault(); window.print(); }
  });
  const printNow = () => { if ($("[data-print=now]")) window.setTimeout(() => window.print(), 150); };

  /* A form is sent once; coming back by the back button frees it. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    const button = event.submitter || $("[data-submit]", form);
    if (button) button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    $$("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      $$("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
    });
  });

  /* Fragments: ask the page for one of its blocks and put it in place. */
  const fetchBlock = async (path, block) => {
    const answer = await fetch(path, { headers: { "X-Fragment": block }, credentials: "same-origin" });
    if (answer.status === 401) { location.reload(); return null; }
    return answer.ok ? answer.text() : null;
  };
  const swap = (place, text) => {
    const opened = $$("details", place).map((one) => one.open);
    const focused = place.contains(document.activeElement);
    place.innerHTML = text;
    $$("details", place).forEach((one, index) => { if (opened[index]) one.open = true; });
    dressTables(place);
    if (focused) { const row = $("tr[data-row],a,button,summary", place); if (row) row.focus(); }
  };

  /* Live parts: re-read every few seconds while the page is seen, slower while nothing changes, until final. */
  const dressLive = (place) => {
    const base = Number(place.dataset.every || 5) * 1000;
    let pause = base;
    const step = async () => {
      const busy = place.contains(document.activeElement) && document.activeElement !== document.body;
      if (!document.hidden && !busy) {
        try {
          const text = await fetchBlock(place.dataset.live, place.dataset.block);
          if (text !== null && text.trim() !== place.dataset.last) {
            if (place.dataset.last !== undefined) swap(place, text);
            place.dataset.last = text.trim();
            pause = base;
          } else pause = Math.min(pause * 1.5, base * 10);
        } catch (ignored) { pause = Math.min(pause * 2, 60000); }
      }
      if (!$("[data-final]", place)) window.setTimeout(step, pause);
    };
    window.setTimeout(step, pause);
  };

  /* Streams: the server sends the new board when something was called, and a tick that the line is alive. */
  let speaks = false;
  const speak = (place) => {
    const said = $("[data-say]", place);
    if (!speaks || !said || said.dataset.say === place.dataset.said) return;
    place.dataset.said = said.dataset.say;
    const words = new SpeechSynthesisUtterance(said.dataset.say);
    words.lang = html.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  };
  const dressStream = (place) => {
    const lost = (is) => { const note = $("[data-lost]", place); if (note) note.hidden = !is; };
    const open = () => {
      const source = new EventSource(place.dataset.stream);
      source.addEventListener("board", (event) => { place.innerHTML = event.data; const said = $("[data-say]", place); if (said) tell(said.dataset.say); speak(place); });
      source.addEventListener("tick", (event) => { lost(false); const time = $("[data-tick]", place); if (time) time.textContent = event.data; });
      source.onerror = () => {
        lost(true);
        if (source.readyState === EventSource.CLOSED) window.setTimeout(open, 5000);
      };
    };
    open();
  };
  $$("[data-speak]").forEach((button) => {
    if (!("speechSynthesis" in window)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      speaks = !speaks;
      button.setAttribute("aria-pressed", String(speaks));
      $$("[data-stream]").forEach(speak);
    });
  });
  /* The ticket machine goes back to its first page by itself. */
  $$("[data-return]").forEach((link) => window.setTimeout(() => location.assign(link.href), Number(link.dataset.return) * 1000));

  /* Filters: the list follows while typing, never in the middle of a composed character; the address keeps up. */
  const dressFilter = (form) => {
    const place = document.getElementById(form.dataset.filter);
    if (!place) return;
    let timer = 0, turn = 0;
    const run = async () => {
      const values = Array.from(new FormData(form)).filter(([, value]) => value !== "");
      const path = form.getAttribute("action") + (values.length ? "?" + new URLSearchParams(values) : "");
      const mine = ++turn;
      place.setAttribute("aria-busy", "true");
      const text = await fetchBlock(path, "list").catch(() => null);
      if (mine !== turn) return;
      place.removeAttribute("aria-busy");
      if (text === null) { form.submit(); return; }
      swap(place, text);
      history.replaceState(null, "", path);
      tell(String(rowsOf(place).length));
    };
    form.addEventListener("input", (event) => {
      if (event.isComposing) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(run, 250);
    });
    form.addEventListener("compositionend", () => { window.clearTimeout(timer); timer = window.setTimeout(run, 250); });
  };

  dressTables(document);
  $$("[data-live]").forEach(dressLive);
  $$("[data-stream]").forEach(dressStream);
  $$("form[data-filter]").forEach(dressFilter);
  placeFocus();
  printNow();
})();
