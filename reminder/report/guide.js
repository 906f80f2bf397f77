"use strict";
// The player of the guide. It keeps nothing, loads nothing, and has its words from the page. Spans are in seconds.
(() => {
  const READY = 5; // before the first exercise
  const BETWEEN = 8; // before each of the others
  const SLOW = 3; // what is shorter is not counted down
  const QUICK = 5; // of a repetition that is shorter only the first is spoken and sounded, or it would never end
  const SHOWN = 2; // how long the example holds a pose, before one has started
  const EXAMPLE = 60; // how long the example goes on, at least; then it rests in that pose
  const TONES = { out: 392, hold: 440, back: 330, rest: 294, change: 494, ready: 494, over: 262 }; // in hertz

  const byId = (id) => document.getElementById(id);
  const told = JSON.parse(byId("told").textContent);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const part = {};
  for (const id of ["player", "head", "picture", "text", "ring", "left", "phase", "count"]) part[id] = byId(id);
  for (const id of ["where", "previous", "start", "next", "sound", "spoken", "place"]) part[id] = byId(id);

  let place = Math.max(0, told.routine.indexOf(told.start)); // where one is in the routine
  let current = told.start; // the exercise on the stage: of the routine, or picked from all
  let stage = "idle"; // then "ready", "going", and "over" at the end
  let before = 0; // spent in this stage, up to the last pause
  let since = null; // when it went on, by the browser's clock; null: it stands still
  let wait = READY;
  let shown = 0; // since when the example moves, by the same clock
  let figures = [];
  let announced = null; // the beat that was last spoken and sounded; null: none yet
  let audio = null;
  let drawing = 0;
  let waking = 0;

  const now = () => performance.now() / 1000;
  const exercise = () => told.exercises[current];
  const picked = () => !told.routine.includes(current);
  const whole = () => exercise().beats.at(-1).until;
  const length = () => (stage === "ready" ? wait : whole());
  const spent = () => before + (since === null ? 0 : now() - since);
  const cycle = () => Object.values(exercise().tempo).reduce((sum, each) => sum + each, 0) || 1;

  // What is on the stage

  function put(article) {
    for (const name of ["head", "picture", "text"]) {
      part[name].replaceChildren(...article.querySelector(`.${name}`).cloneNode(true).childNodes);
    }
    const heading = part.head.querySelector("h2");
    heading.id = "playing";
    heading.tabIndex = -1;
    figures = [...part.picture.querySelectorAll(".moving")];
    figures.forEach((figure) => figure.pauseAnimations());
  }

  function load(id, { running = false, pause = READY } = {}) {
    current = id;
    stage = running ? "ready" : "idle";
    wait = pause;
    before = 0;
    since = running ? now() : null;
    shown = now();
    announced = null;
    write(part.spoken, "");
    put(byId(id));
    mark();
    if (document.readyState !== "loading") address(id);
    refresh();
  }

  // The address is that of what is on the stage, so that a reload shows it; the beginning needs none.
  function address(id) {
    history.replaceState(null, "", id === told.start ? location.pathname + location.search : `#${id}`);
  }

  function close() {
    stage = "over";
    before = 0;
    since = null;
    put(byId("ending"));
    const done = (picked() ? [current] : told.routine).map((id) => byId(id).querySelector(".still")).filter(Boolean);
    if (done.length > 0) part.picture.replaceChildren(...done.map((figure) => figure.cloneNode(true)));
    mark();
    refresh();
  }

  function mark() {
    for (const card of document.querySelectorAll(".card")) {
      if (stage !== "over" && card.hash.slice(1) === current) card.setAttribute("aria-current", "true");
      else card.removeAttribute("aria-current");
    }
    for (const each of document.querySelectorAll(".exercise")) each.classList.toggle("current", each.id === current);
    document.documentElement.classList.toggle("picked", picked());
    const last = place === told.routine.length - 1;
    part.previous.setAttribute("aria-label", picked() ? "Back to your routine" : "Previous exercise");
    part.next.setAttribute("aria-label", picked() ? "On with your routine" : last ? "To the end" : "Next exercise");
    part.previous.setAttribute("aria-disabled", String(!leads(-1)));
    part.next.setAttribute("aria-disabled", String(!leads(1)));
    if (part.place !== null) write(part.place, picked() || stage === "over" ? "" : `${place + 1} of `);
  }

  // Whether there is somewhere to go. From what was picked, both ways lead back to where one was in the routine.
  function leads(by) {
    return picked() || (by > 0 ? stage !== "over" : stage === "over" || place > 0);
  }

  // What one can do

  function toggle() {
    if (stage === "over" && !picked()) place = 0;
    if (stage === "over" || stage === "idle") return load(picked() ? current : told.routine[place], { running: true });
    before = spent();
    since = since === null ? now() : null;
    refresh();
    write(part.spoken, since === null ? "Paused" : sentences("Going on", part.phase.textContent));
  }

  function step(by) {
    if (!leads(by)) return;
    const to = picked() || stage === "over" ? place : place + by;
    if (to >= told.routine.length) return close();
    place = to;
    load(told.routine[place], { running: since !== null });
    if (since === null) write(part.spoken, named());
  }

  function pick(id) {
    if (!Object.hasOwn(told.exercises, id)) return;
    const listed = told.routine.includes(id);
    if (listed) place = told.routine.indexOf(id);
    load(id, { running: listed && since !== null });
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

  function sound(name) {
    if (audio === null || part.sound.getAttribute("aria-pressed") !== "true") return;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const at = audio.currentTime;
    tone.frequency.value = TONES[name];
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.08, at + 0.04);
    volume.gain.exponentialRampToValueAtTime(0.0005, at + 0.9);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 1);
  }

  // Time. It is read, never counted: a tab that was asleep is where it would have been.

  function refresh() {
    advance();
    paint();
    cancelAnimationFrame(drawing);
    clearTimeout(waking);
    if (since === null && !(stage === "idle" && now() - shown < showing())) return;
    // nobody sees a hidden tab draw, and nobody who wants it calm needs more than the numbers
    if (!document.hidden && !calm.matches) drawing = requestAnimationFrame(refresh);
    else if (since !== null) waking = setTimeout(refresh, 100);
  }

  function advance() {
    while (since !== null && spent() >= length()) {
      const rest = spent() - length();
      if (stage === "ready") stage = "going";
      else if (picked() || place + 1 === told.routine.length) return close();
      else {
        place += 1;
        load(told.routine[place], { running: true, pause: BETWEEN });
      }
      before = rest;
      since = now();
    }
  }

  // What one sees and hears of it

  function paint() {
    part.player.dataset.stage = stage;
    write(part.start, { idle: "Start", over: "Start again" }[stage] ?? (since === null ? "Go on" : "Pause"));
    if (stage === "over") return announce("over", byId("ending").textContent.replace(/\s+/g, " ").trim());
    const gone = stage === "going" ? Math.min(spent(), whole()) : 0;
    const beat = exercise().beats.find((each) => gone < each.until) ?? exercise().beats.at(-1);
    const share = gone / whole();
    part.ring.setAttribute("stroke-dasharray", `${100 * (calm.matches ? Math.floor(share * 60) / 60 : share)} 100`);
    part.ring.classList.toggle("empty", share === 0);
    write(part.left, clock(whole() - gone));
    tell(beat, gone);
    part.picture.classList.toggle("mirrored", exercise().mirrored[beat.side] ?? false);
    if (!calm.matches) figures.forEach((figure) => figure.setCurrentTime(pose(beat, gone)));
  }

  // Where in its repetition the figure is. Before one starts, it shows the way without the long wait at its end, and
  // after a while comes to rest; who points at it sees it again.
  function pose(beat, gone) {
    if (stage === "going") return beat.phase === "change" ? 0 : beat.into + gone - beat.at;
    if (stage === "ready") return 0;
    const { out } = exercise().tempo;
    const at = now() - shown < showing() ? (now() - shown) % brief() : out;
    return at < out + SHOWN ? at : at + cycle() - brief();
  }

  function brief() {
    return cycle() - Math.max(0, exercise().tempo.hold - SHOWN);
  }

  function showing() {
    return Math.ceil(EXAMPLE / brief()) * brief();
  }

  function showAgain() {
    if (stage !== "idle" || now() - shown < showing()) return;
    shown = now();
    refresh();
  }

  function tell(beat, gone) {
    const { rounds, cues, mirrored, side_words: sides } = exercise();
    const side = sides[beat.side] ?? "";
    const slow = stage === "going" && beat.round > 0 && rounds > 1 && cycle() >= SLOW;
    const where = [side, slow ? `${beat.round} of ${rounds}` : ""].filter(Boolean).join(" · ");
    const cue = beat.phase === "change" ? (mirrored[beat.side] === mirrored[beat.side - 1] ? "Change" : "Change sides") : cues[beat.phase];
    const word = { idle: "When you are ready", ready: "Get ready" }[stage] ?? cue;
    const left = stage === "ready" ? wait - spent() : stage === "going" && long(beat) ? beat.until - gone : 0;
    const paused = since === null && stage !== "idle";
    write(part.phase, paused ? "Paused" : word);
    write(part.count, paused || left === 0 ? "" : String(Math.ceil(left)));
    write(part.where, where);
    if (since === null) return;
    if (stage === "ready") announce("ready", sentences(`Get ready: ${named()}`, side), "ready");
    else if (heard(beat)) announce(beat.phase, spoken(beat, cue, where), beat);
  }

  // For who listens. Whoever is told to hold is told when to let go: so either every phase is heard, or, where they
  // follow too fast for that, only that it begins, once on each side.
  function heard(beat) {
    return cycle() >= QUICK || beat.phase === "change" || (beat.round === 1 && begins(beat));
  }

  function begins(beat) {
    return beat === exercise().beats.find((each) => each.side === beat.side && each.round === beat.round);
  }

  // The side and the number come with the first phase of each repetition; breaths are not counted aloud.
  function spoken(beat, cue, where) {
    return begins(beat) && !exercise().breathes ? sentences(cue, where) : cue;
  }

  function announce(tone, words, what = tone) {
    if (what === announced) return;
    announced = what;
    write(part.spoken, words);
    sound(tone);
  }

  function named() {
    const { name } = exercise();
    return picked() || told.routine.length < 2 ? name : `${name}, ${place + 1} of ${told.routine.length}`;
  }

  function sentences(...parts) {
    return parts.filter(Boolean).join(". ");
  }

  function long(beat) {
    return beat.until - beat.at >= SLOW;
  }

  function clock(left) {
    const seconds = Math.ceil(left - 1e-6);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  }

  function write(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }

  // Keys, clicks, and the address

  const forth = () => step(1);
  const back = () => step(-1);
  const KEYS = { " ": toggle, arrowright: forth, n: forth, arrowleft: back, p: back, s: hum };

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
    if (link === null) return;
    const fold = byId(link.hash.slice(1))?.closest("details");
    if (fold) fold.open = true;
    if (link.classList.contains("card") && link.hash === location.hash) pick(link.hash.slice(1));
  });

  part.start.addEventListener("click", toggle);
  part.previous.addEventListener("click", back);
  part.next.addEventListener("click", forth);
  part.sound.addEventListener("click", hum);
  part.picture.addEventListener("pointerenter", showAgain);
  calm.addEventListener("change", refresh);
  document.addEventListener("visibilitychange", refresh);
  addEventListener("hashchange", () => pick(location.hash.slice(1) || told.start));
  document.addEventListener("DOMContentLoaded", () => {
    mark();
    for (const figure of document.querySelectorAll(".exercise .moving")) figure.pauseAnimations();
    if (location.hash) pick(location.hash.slice(1));
  });

  document.documentElement.classList.add("js");
  part.player.hidden = false;
  load(told.start);
})();
