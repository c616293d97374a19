/* Shows the screens of one place: draws what comes, sends what is typed, and connects again when the line was lost.
   Loads and calls nothing but the server it came from. */
import { Terminal } from "./xterm/xterm.mjs";
import { FitAddon } from "./xterm/addon-fit.mjs";

{
  const part = (id) => document.getElementById(id);
  const state = part("state"), screens = part("screens"), list = part("list"), files = part("files");
  const SEAT = "readiness-place", READER = "readiness-reader";
  const WAITS = [500, 1000, 2000, 4000, 5000];
  const kept = (store, name) => { try { return store.getItem(name) || ""; } catch { return ""; } };
  const keep = (store, name, value) => { try { store.setItem(name, value); } catch { /* a browser that keeps nothing */ } };

  const term = new Terminal({
    scrollback: 0,
    screenReaderMode: kept(localStorage, READER) === "yes",
    fontFamily: '"Cascadia Mono", Consolas, Menlo, "DejaVu Sans Mono", "Liberation Mono", monospace',
    fontSize: 15,
    theme: { background: "#14181f", foreground: "#e8eaed" },
  });
  const fit = new FitAddon();
  term.loadAddon(fit);
  term.open(screens);
  // Kept for the browser: reload, full screen, its own tools. F6 leads out of the screens and back.
  const above = [part("files-button"), part("reader-button")];
  term.attachCustomKeyEventHandler((event) => {
    if (event.key === "F6" && event.type === "keydown") { event.preventDefault(); above[0].focus(); }
    return !["F5", "F6", "F11", "F12"].includes(event.key);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "F6" && !screens.contains(event.target)) { event.preventDefault(); term.focus(); }
  });
  term.parser.registerOscHandler(52, (words) => { copy(words); return true; });

  let known = null, socket = null, place = kept(sessionStorage, SEAT), tries = 0, lostAt = null, ended = false;

  const send = (...words) => {
    if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(words));
  };
  const say = (words, isWrong = false) => {
    if (state.textContent !== words) state.textContent = words;
    state.classList.toggle("wrong", isWrong);
  };

  function connect() {
    ended = false;
    part("ended").hidden = true;
    fit.fit();
    const address = new URL("screens", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    address.hash = "";
    socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => send("hello", place, term.cols, term.rows);
    socket.onmessage = (event) => {
      if (typeof event.data === "string") hear(JSON.parse(event.data));
      else term.write(new Uint8Array(event.data));
    };
    socket.onclose = (event) => {
      socket = null;
      screens.classList.add("away");
      if (ended) return;
      if (event.code === 4001) return end("elsewhere");
      lostAt = lostAt || new Date();
      const at = lostAt.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      say(`Not connected since ${at}: keys do nothing. What stands in a form is kept. Trying again.`, true);
      setTimeout(connect, WAITS[Math.min(tries++, WAITS.length - 1)]);
    };
  }

  function hear(words) {
    if (words.place) {
      place = words.place;
      keep(sessionStorage, SEAT, place);
      term.reset();
      screens.classList.remove("away");
      tries = 0; lostAt = null;
      say(`Connected as ${words.person}.`);
      term.focus();
      send("size", term.cols, term.rows);
      relist();
    } else if (words.end) end(words.end);
    else if (words.url) offer(words.url);
  }

  const ENDS = {
    left: ["You have left.", "Everything you saved is kept."],
    idle: ["The screens were ended: nobody used them for a while.", "Everything you saved is kept, and what you typed into a form is offered when you open it again."],
    away: ["The screens were ended: no browser showed them for a while.", "Everything you saved is kept, and what you typed into a form is offered when you open it again."],
    stopped: ["The server is being stopped.", "Everything you saved is kept. Try again in a while, or ask whoever runs it."],
    fault: ["The screens stopped because of a fault of ours, not of yours.", "Everything you saved is kept. If it happens again, tell whoever runs it: a report without any of your data is on the server."],
    full: ["Every place is taken.", "Try again in some minutes."],
    own: ["You have three screens open already.", "Close one of them: leave it with q, or wait a while after closing its window."],
    unstarted: ["The screens could not be started.", "Try again; if it happens again, tell whoever runs it."],
    elsewhere: ["These screens are shown in another window now.", "Go on brings them back here."],
  };

  function end(why) {
    ended = true;
    const [title, words] = ENDS[why] || ENDS.fault;
    if (why !== "elsewhere" && why !== "full" && why !== "own") { place = ""; keep(sessionStorage, SEAT, ""); }
    term.reset();  // nothing of the record stays on a screen that somebody has left
    list.replaceChildren();
    known = null;
    part("ended-title").textContent = title;
    part("ended-words").textContent = words;
    part("ended").hidden = false;
    screens.classList.add("away");
    say(title, true);
    part("again").focus();
  }
  part("again").onclick = () => connect();

  term.onData((words) => send("in", words));
  term.onBinary((words) => send("in", words));
  term.onResize(({ cols, rows }) => send("size", cols, rows));
  new ResizeObserver(() => fit.fit()).observe(screens);

  function copy(words) {
    const [, coded] = words.split(";");
    try {
      const bytes = Uint8Array.from(atob(coded || ""), (sign) => sign.charCodeAt(0));
      navigator.clipboard.writeText(new TextDecoder().decode(bytes)).then(() => say("Copied."), () => say("The browser did not allow copying.", true));
    } catch { /* nothing that could be copied */ }
  }

  function offer(address) {
    const link = part("link");
    if (!/^https?:\/\//.test(address)) return;
    link.href = address;
    link.textContent = `Open ${address}`;
    link.hidden = false;
    link.focus();
  }
  part("link").onclick = () => { part("link").hidden = true; };

  // Screen reader -------------------------------------------------------------------------------
  const reader = part("reader-button");
  const showReader = () => reader.setAttribute("aria-pressed", String(term.options.screenReaderMode));
  reader.onclick = () => {
    term.options.screenReaderMode = !term.options.screenReaderMode;
    keep(localStorage, READER, term.options.screenReaderMode ? "yes" : "");
    showReader();
    term.focus();
  };
  showReader();

  // Files ---------------------------------------------------------------------------------------
  part("files-button").onclick = () => {
    files.hidden = !files.hidden;
    part("files-button").setAttribute("aria-expanded", String(!files.hidden));
    if (files.hidden) term.focus(); else relist();
  };
  const at = (name) => `files/${encodeURIComponent(place)}/${name.split("/").map(encodeURIComponent).join("/")}`;
  const size = (bytes) => bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

  async function relist() {
    if (!place || !socket || ended) return;
    let held;
    try {
      const answer = await fetch(`files/${encodeURIComponent(place)}`, { headers: { "X-Readiness": "1" } });
      if (!answer.ok) return;
      held = await answer.json();
    } catch { return; }
    const words = JSON.stringify(held);
    if (words === known) return;
    const before = new Set(known ? JSON.parse(known).map((one) => one.name) : held.map((one) => one.name));
    known = words;
    list.replaceChildren(...held.map((one) => {
      const line = document.createElement("li"), link = document.createElement("a"), away = document.createElement("button");
      link.href = at(one.name);
      link.download = one.name.split("/").pop();
      link.textContent = one.name;
      away.type = "button";
      away.textContent = "Remove";
      away.setAttribute("aria-label", `Remove ${one.name}`);
      away.onclick = async () => { await fetch(at(one.name), { method: "DELETE", headers: { "X-Readiness": "1" } }); relist(); };
      line.classList.toggle("new", !before.has(one.name));
      line.append(link, ` ${size(one.size)} `, away);
      return line;
    }));
    if (!held.length) list.append(Object.assign(document.createElement("li"), { textContent: "No files yet." }));
    part("files-button").textContent = held.length ? `Files (${held.length})` : "Files";
    if (held.some((one) => !before.has(one.name)) && files.hidden) part("files-button").click();
  }
  setInterval(relist, 3000);

  async function handIn(chosen) {
    for (const file of chosen) {
      say(`Handing in ${file.name}.`);
      let words = "The file could not be handed in.";
      try {
        const answer = await fetch(`files/${encodeURIComponent(place)}?name=${encodeURIComponent(file.name)}`, {
          method: "POST", body: file, headers: { "X-Readiness": "1", "Content-Type": "application/octet-stream" },
        });
        const said = await answer.json();
        if (answer.ok) { say(`${said.name} is handed in.`); continue; }
        words = said.words || words;
      } catch { /* told below */ }
      say(`${file.name}: ${words}`, true);
    }
    part("chosen").value = "";
    relist();
  }
  part("chosen").onchange = (event) => handIn([...event.target.files]);
  addEventListener("dragover", (event) => { event.preventDefault(); files.classList.add("over"); });
  addEventListener("dragleave", () => files.classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    files.classList.remove("over");
    if (files.hidden) part("files-button").click();
    handIn([...event.dataTransfer.files]);
  });

  connect();
}
