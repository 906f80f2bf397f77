"use strict";
// The player of the guide. It keeps nothing, loads nothing, and takes all words from the page.
(() => {
  const PHASES = ["out", "hold", "back", "rest"];
  const READY = 5, BETWEEN = 8, CHANGE = 5; // seconds: before the first exercise, before the next, from side to side
  const SLOW = 3; // seconds: what is shorter is neither spoken nor sounded, or it would never end
  const SHOWN = 2; // seconds that the example holds a pose, before one has started
  const RATE = { out: 392, back: 330, hold: 440, rest: 294, change: 494, ready: 494, over: 262 };

  const byId = (id) => document.getElementById(id);
  const told = JSON.parse(byId("told").textContent);
  const part = Object.fromEntries(
    ["player", "head", "picture", "text", "ring", "left", "phase", "count", "where", "start", "spoken", "sound"]
      .map((id) => [id, byId(id)]),
  );
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  let place = Math.max(0, told.routine.indexOf(told.start)); // where one is in the routine
  let current = told.start; // what is on the stage: of the routine, or picked from all
  let stage = "idle"; // then "ready", "going", and "over" at the end
  let before = 0; // milliseconds spent in this stage, up to the last pause
  let since = null; // when it went on, of performance.now(); null: it stands still
  let wait = READY;
  let shown = 0; // since when the example moves
  let beats = [];
  let figures = [];
  let saying = "";
  let audio = null;
  let drawing = 0, waking = 0;

  const exercise = () => told.exercises[current];
  const spent = () => before + (since === null ? 0 : performance.now() - since);
  const length = () => (stage === "ready" ? wait * 1000 : beats.at(-1).until);
  const cycle = () => PHASES.reduce((sum, phase) => sum + exercise().tempo[phase], 0);

  // How an exercise goes: one beat after the other, each with the milliseconds between which it lasts.
  function score() {
    const { tempo, repeat, lasts, sides } = exercise();
    const rounds = lasts === null ? repeat : Math.ceil(lasts / sides / cycle());
    const found = [];
    let at = 0;
    const add = (phase, seconds, side, round, into, end = Infinity) => {
      if (seconds <= 0 || at >= end) return;
      const from = at;
      at = Math.min(end, at + seconds * 1000);
      found.push({ phase, side, round, rounds, into, from, until: at });
    };
    for (let side = 0; side < sides; side += 1) {
      if (side > 0) add("change", CHANGE, side, 0, 0);
      const end = lasts === null ? Infinity : at + (lasts * 1000) / sides;
      for (let round = 1; round <= rounds; round += 1) {
        let into = 0;
        for (const phase of PHASES) {
          add(phase, tempo[phase], side, round, into, end);
          into += tempo[phase];
        }
      }
    }
    return found;
  }

  function beatAt(milliseconds) {
    return beats.find((beat) => milliseconds < beat.until) ?? beats.at(-1);
  }

  // What is on the stage

  function put(id) {
    current = id;
    const source = byId(id);
    for (const name of ["head", "picture", "text"]) {
      part[name].replaceChildren(...source.querySelector(`.${name}`).cloneNode(true).childNodes);
    }
    const heading = part.head.querySelector("h2");
    heading.id = "playing";
    heading.tabIndex = -1;
    figures = [...part.picture.querySelectorAll(".moving")];
    figures.forEach((figure) => figure.pauseAnimations());
    for (const article of document.querySelectorAll(".exercise")) article.classList.toggle("current", article === source);
  }

  function load(id, { running = false, pause = READY } = {}) {
    put(id);
    stage = running ? "ready" : "idle";
    mark();
    beats = score();
    wait = pause;
    before = 0;
    since = running ? performance.now() : null;
    shown = performance.now();
    saying = "";
    refresh();
  }

  function close() {
    put("ending");
    stage = "over";
    mark();
    before = 0;
    since = null;
    refresh();
  }

  function mark() {
    for (const card of document.querySelectorAll(".card")) {
      if (card.hash.slice(1) === current) card.setAttribute("aria-current", "true");
      else card.removeAttribute("aria-current");
    }
    document.documentElement.classList.toggle("picked", stage !== "over" && !told.routine.includes(current));
    const last = stage === "over" || (told.routine.includes(current) && place === told.routine.length - 1);
    byId("next").setAttribute("aria-label", last ? "To the end" : "Next exercise");
    byId("next").setAttribute("aria-disabled", String(stage === "over"));
  }

  // What one can do

  function toggle() {
    if (stage === "over") {
      place = 0;
      load(told.routine[0], { running: true });
    } else if (stage === "idle") {
      load(current, { running: true });
    } else if (since === null) {
      since = performance.now();
    } else {
      before = spent();
      since = null;
    }
    refresh();
  }

  function step(by) {
    const running = since !== null;
    const picked = stage !== "over" && !told.routine.includes(current);
    if (stage === "over" && by > 0) return;
    const to = picked || stage === "over" ? place : place + by;
    if (to >= told.routine.length) return close();
    place = Math.max(0, to);
    load(told.routine[place], { running });
  }

  function pick(id) {
    if (!Object.hasOwn(told.exercises, id)) return;
    place = told.routine.includes(id) ? told.routine.indexOf(id) : place;
    load(id);
    part.player.scrollIntoView();
    part.head.querySelector("h2").focus({ preventScroll: true });
  }

  function hum() {
    const on = part.sound.getAttribute("aria-pressed") !== "true";
    part.sound.setAttribute("aria-pressed", String(on));
    if (!on) return;
    audio ??= new AudioContext();
    audio.resume();
    sound("out");
  }

  function sound(phase) {
    if (audio === null || part.sound.getAttribute("aria-pressed") !== "true") return;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = audio.currentTime;
    tone.frequency.value = RATE[phase];
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.08, at + 0.04);
    volume.gain.exponentialRampToValueAtTime(0.0005, at + 0.9);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 1);
  }

  // Time. It is read, never counted: a tab that was asleep is where it would have been.

  function advance() {
    while (since !== null && spent() >= length()) {
      const rest = spent() - length();
      if (stage === "ready") stage = "going";
      else if (told.routine.includes(current) && place + 1 < told.routine.length) {
        place += 1;
        load(told.routine[place], { running: true, pause: BETWEEN });
      } else return close();
      before = 0;
      since = performance.now() - rest;
    }
  }

  function refresh() {
    cancelAnimationFrame(drawing);
    clearTimeout(waking);
    advance();
    paint();
    if (stage === "over" || (since === null && stage !== "idle")) return;
    if (document.hidden) {
      if (since !== null) waking = setTimeout(refresh, 250);
    } else if (calm.matches) {
      if (since !== null) waking = setTimeout(refresh, 100);
    } else drawing = requestAnimationFrame(refresh);
  }

  // What one sees and hears of it

  function paint() {
    const total = stage === "over" ? 0 : beats.at(-1).until;
    const gone = stage === "going" ? Math.min(spent(), total) : stage === "over" ? 1 : 0;
    const beat = stage === "over" ? null : beatAt(gone);
    write(part.left, stage === "over" ? "" : minutes(total - gone));
    const share = total ? gone / total : gone;
    part.ring.setAttribute("stroke-dasharray", `${(calm.matches ? Math.floor(share * 60) / 60 : share) * 100} 100`);
    part.ring.classList.toggle("empty", share === 0);
    write(part.start, { idle: "Start", over: "Start again" }[stage] ?? (since === null ? "Go on" : "Pause"));
    part.player.dataset.stage = since === null && stage === "going" ? "paused" : stage;
    speak(beat, gone);
    if (beat === null) return;
    const mirrored = exercise().mirrors && beat.side % 2 === 1;
    part.picture.classList.toggle("mirrored", mirrored);
    if (!calm.matches) move(beat, gone);
  }

  function move(beat, gone) {
    let at = 0;
    if (stage === "going" && beat.phase !== "change") at = beat.into + (gone - beat.from) / 1000;
    else if (stage === "idle") at = example((performance.now() - shown) / 1000);
    figures.forEach((figure) => figure.setCurrentTime(at));
  }

  // Before one starts, the figure shows the way without the long wait at its end.
  function example(seconds) {
    const { tempo } = exercise();
    const long = tempo.hold > SHOWN ? tempo.hold - SHOWN : 0;
    const at = seconds % (cycle() - long);
    return at < tempo.out + SHOWN ? at : at + long;
  }

  function speak(beat, gone) {
    const { phase, count, where, word, aloud } = words(beat, gone);
    write(part.phase, phase);
    write(part.count, count);
    write(part.where, where);
    if (since === null && stage !== "over") return;
    if (aloud && aloud !== saying) {
      write(part.spoken, aloud);
      sound(word);
    }
    saying = aloud || saying;
  }

  function words(beat, gone) {
    if (stage === "over") {
      return { phase: "", count: "", where: "", word: "over", aloud: byId("ending").textContent.replace(/\s+/g, " ").trim() };
    }
    const { name, cues, side_words: sides } = exercise();
    const side = sides[beat.side] ?? "";
    if (stage === "idle") return { phase: "When you are ready", count: "", where: side, word: "", aloud: "" };
    if (stage === "ready") {
      const count = since === null ? "" : String(Math.ceil((length() - spent()) / 1000));
      const phase = since === null ? "Paused" : "Get ready";
      return { phase, count, where: side, word: "ready", aloud: `Get ready: ${name}. ${side}` };
    }
    const slow = cycle() >= SLOW && beat.rounds > 1 && beat.round > 0;
    const where = [side, slow ? `${beat.round} of ${beat.rounds}` : ""].filter(Boolean).join(" · ");
    const word = beat.phase === "change" ? (exercise().mirrors ? "Change sides" : "Change") : cues[beat.phase];
    const long = (beat.until - beat.from) / 1000;
    const count = since !== null && long >= SLOW ? String(Math.ceil((beat.until - gone) / 1000)) : "";
    const phase = since === null ? "Paused" : word;
    return { phase, count, where, word: beat.phase, aloud: aloud(beat, long, word, where, side) };
  }

  // For who listens: what takes its time is announced; of what is quick, only where it begins.
  function aloud(beat, long, word, where, side) {
    if (beat.phase === "rest") return "";
    if (long >= SLOW) return exercise().breathes ? word : `${word}. ${where}`;
    const quick = PHASES.every((phase) => exercise().tempo[phase] < SLOW);
    return quick && beat.round === 1 && beat.phase === "out" ? `${word}. ${side}` : "";
  }

  function minutes(milliseconds) {
    const seconds = Math.ceil(milliseconds / 1000 - 1e-6);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  function write(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  // Keys, clicks, and the address

  const KEYS = { " ": toggle, arrowright: () => step(1), n: () => step(1), arrowleft: () => step(-1), p: () => step(-1), s: hum };

  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key.toLowerCase()];
    if (!act || event.repeat || event.ctrlKey || event.altKey || event.metaKey || !byId("keys").checked) return;
    // what has the focus takes its own space: else it would be pressed twice
    if (event.key === " " && event.target.closest("button, a, input, summary")) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    if (link.hash === "#help") byId("help").closest("details").open = true;
    if (link.classList.contains("card") && link.hash === location.hash) pick(link.hash.slice(1));
  });

  addEventListener("hashchange", () => pick(location.hash.slice(1)));
  document.addEventListener("visibilitychange", refresh);
  calm.addEventListener("change", refresh);
  document.addEventListener("DOMContentLoaded", () => {
    mark();
    for (const figure of document.querySelectorAll(".exercise .moving")) figure.pauseAnimations();
    if (location.hash) pick(location.hash.slice(1));
  });
  part.start.addEventListener("click", toggle);
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  part.sound.addEventListener("click", hum);

  document.documentElement.classList.add("js");
  part.player.hidden = false;
  load(told.start);
})();
