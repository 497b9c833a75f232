// <lantoa-player>: poster first; on the first click Plyr and hls.js come, both from this site.
// Attributes: data-src (HLS master), data-poster, data-title, data-tracks (JSON), data-labels (JSON),
// data-icons, data-worker, data-css, data-css-own (addresses of what is loaded on demand).
// News: lantoa:played {seconds, position, duration}, lantoa:ended, lantoa:error {kind}.

const NATIVE = "application/vnd.apple.mpegurl";
const ESTIMATE = "lantoa.bandwidth";

/** How much of the clip has really been played, each part once however often it was seen. */
export class Coverage {
  constructor() {
    this.parts = [];
    this.last = null;
  }

  /** Note the position at a tick; a jump (seek) covers nothing in between. */
  note(position) {
    const before = this.last;
    this.last = position;
    // A tick comes about every 250 ms, and no speed offered covers two seconds in one: more is a jump.
    if (before === null || position <= before || position - before > 2) return;
    this.add(before, position);
  }

  add(from, to) {
    const apart = this.parts.filter(([start, end]) => end < from || start > to);
    const touching = this.parts.filter(([start, end]) => end >= from && start <= to).flat();
    this.parts = [...apart, [Math.min(from, ...touching), Math.max(to, ...touching)]];
  }

  jump() {
    this.last = null;
  }

  get seconds() {
    return Math.floor(this.parts.reduce((sum, [start, end]) => sum + end - start, 0));
  }
}

class LantoaPlayer extends HTMLElement {
  connectedCallback() {
    if (this.video) return;
    this.video = this.querySelector("video");
    this.startButton = this.querySelector(".player-start");
    this.message = this.querySelector(".player-message");
    this.labels = parse(this.dataset.labels, {});
    this.coverage = new Coverage();
    this.startButton?.addEventListener("click", () => this.play());
  }

  disconnectedCallback() {
    this.hls?.destroy();
    this.plyr?.destroy();
    clearInterval(this.timer);
  }

  /** Load what is needed and play. */
  async play() {
    if (this.plyr) return this.plyr.play();
    if (this.starting) return undefined;
    this.starting = true;
    this.say(this.labels.loading);
    try {
      await this.assemble();
      this.startButton.hidden = true;
      this.say("");
      await this.plyr.play();
    } catch (error) {
      // A browser may forbid sound before a second click: the controls are there, so that is no failure.
      if (error?.name === "NotAllowedError" || error?.name === "AbortError") this.say("");
      else this.fail(error?.message === "unsupported" ? "unsupported" : "failed");
    } finally {
      this.starting = false;
    }
    // The button that had the focus is gone: keys go on working from the one in its place.
    this.querySelector(".plyr__controls [data-plyr=play]")?.focus();
    return undefined;
  }

  async assemble() {
    const [{ default: Plyr }] = await Promise.all([
      import("../vendor/plyr/plyr.min.mjs"),
      stylesheet(this.dataset.css),
      stylesheet(this.dataset.cssOwn),
    ]);
    this.addTracks();
    const levels = await this.open();
    this.video.hidden = false;
    this.plyr = new Plyr(this.video, this.options(levels));
    // Only now: Plyr keeps a copy of the element, and a copy of a blob address would be asked for in vain.
    this.hls?.attachMedia(this.video);
    this.observe();
  }

  /** Read the stream's master list; resolves to the heights that can be chosen. */
  async open() {
    const { default: Hls } = await import("../vendor/hls/hls.min.mjs");
    if (!Hls.isSupported()) {
      if (!this.video.canPlayType(NATIVE)) throw new Error("unsupported");
      this.video.src = this.dataset.src;
      return [];
    }
    this.hls = new Hls({
      workerPath: this.dataset.worker,
      enableWorker: Boolean(this.dataset.worker),
      capLevelToPlayerSize: true,
      backBufferLength: 30,
      startFragPrefetch: true,
      ...storedEstimate(),
      // Poor lines: try the small documents more often than hls.js does by itself.
      manifestLoadPolicy: retries(10000, 30000, 4),
      playlistLoadPolicy: retries(10000, 30000, 5),
      fragLoadPolicy: retries(10000, 120000, 8),
    });
    this.hls.on(Hls.Events.ERROR, (_, data) => this.onStreamError(Hls, data));
    this.hls.on(Hls.Events.FRAG_BUFFERED, () => this.onFragment());
    const parsed = new Promise((resolve, reject) => {
      this.hls.once(Hls.Events.MANIFEST_PARSED, (_, data) => resolve(data.levels));
      this.rejectStart = reject;
    });
    this.hls.loadSource(this.dataset.src);
    const levels = await parsed;
    this.rejectStart = null;
    return [...new Set(levels.map((level) => level.height).filter(Boolean))].sort((a, b) => b - a);
  }

  options(levels) {
    const controls = [
      "play-large", "play", "progress", "current-time", "duration", "mute", "volume", "captions", "settings", "fullscreen",
    ];
    return {
      controls,
      settings: ["captions", "quality", "speed"],
      iconUrl: this.dataset.icons,
      blankVideo: "",
      loadSprite: true,
      title: this.dataset.title ?? "",
      i18n: { ...this.labels, qualityLabel: { 0: this.labels.auto } },
      keyboard: { focused: true, global: false },
      tooltips: { controls: false, seek: true },
      invertTime: false,
      seekTime: 10,
      storage: { enabled: true, key: "lantoa.player" },
      speed: { selected: 1, options: [0.75, 1, 1.25, 1.5, 2] },
      captions: { active: false, language: "auto", update: true },
      fullscreen: { enabled: true, fallback: true, iosNative: true },
      quality: {
        default: 0,
        options: levels.length > 1 ? [0, ...levels] : [],
        forced: levels.length > 1,
        onChange: (height) => this.chooseQuality(height),
      },
    };
  }

  chooseQuality(height) {
    if (!this.hls) return;
    const wanted = height ? this.hls.levels.findIndex((level) => level.height === height) : -1;
    // A level asked for by name is not capped to the size of the picture.
    this.hls.capLevelToPlayerSize = wanted < 0;
    if (wanted >= 0) this.hls.autoLevelCapping = -1;
    this.hls.nextLevel = wanted;
  }

  addTracks() {
    for (const given of parse(this.dataset.tracks, [])) {
      const track = document.createElement("track");
      track.kind = given.kind ?? "captions";
      track.src = given.src;
      track.srclang = given.srclang ?? "";
      track.label = given.label ?? given.srclang ?? "";
      track.default = Boolean(given.default);
      this.video.append(track);
    }
  }

  observe() {
    const { video, coverage } = this;
    video.addEventListener("timeupdate", () => {
      if (!video.paused && !video.seeking) coverage.note(video.currentTime);
    });
    video.addEventListener("seeking", () => coverage.jump());
    video.addEventListener("playing", () => this.say(""));
    video.addEventListener("play", () => this.beat());
    video.addEventListener("pause", () => this.rest());
    video.addEventListener("ended", () => {
      this.rest();
      this.tell("lantoa:ended", this.progress());
    });
    video.addEventListener("error", () => {
      if (!this.hls) this.fail("failed");
    });
  }

  beat() {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tell("lantoa:played", this.progress()), 1000);
  }

  rest() {
    clearInterval(this.timer);
    if (this.coverage.seconds) this.tell("lantoa:played", this.progress());
  }

  progress() {
    return { seconds: this.coverage.seconds, position: this.video.currentTime, duration: this.video.duration || 0 };
  }

  onFragment() {
    if (!this.message.hidden) this.say("");
    this.recoveries = 0;
    remember(this.hls.bandwidthEstimate);
  }

  onStreamError(Hls, data) {
    if (!data.fatal) {
      if (data.type === Hls.ErrorTypes.NETWORK_ERROR && !navigator.onLine) this.say(this.labels.offline);
      return;
    }
    this.recoveries = (this.recoveries ?? 0) + 1;
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR && this.recoveries < 3) {
      this.hls.recoverMediaError();
    } else if (data.type === Hls.ErrorTypes.NETWORK_ERROR && !this.rejectStart && this.recoveries < 20) {
      this.say(this.labels.offline);
      setTimeout(() => this.hls?.startLoad(), 3000);
    } else if (this.rejectStart) {
      this.hls.destroy();
      this.hls = null;
      this.rejectStart(new Error("failed"));
    } else {
      this.fail("failed");
    }
  }

  fail(kind) {
    this.say(this.labels[kind] ?? this.labels.failed);
    this.tell("lantoa:error", { kind });
  }

  say(text) {
    this.message.textContent = text ?? "";
    this.message.hidden = !text;
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

function parse(text, fallback) {
  try {
    return JSON.parse(text || "null") ?? fallback;
  } catch {
    return fallback;
  }
}

function retries(firstByte, whole, times) {
  const retry = { maxNumRetry: times, retryDelayMs: 1000, maxRetryDelayMs: 8000 };
  return {
    default: { maxTimeToFirstByteMs: firstByte, maxLoadTimeMs: whole, timeoutRetry: retry, errorRetry: retry },
  };
}

/** What the last clip taught about this line, so that the next one starts right. */
function storedEstimate() {
  try {
    const bits = Number(localStorage.getItem(ESTIMATE));
    return bits > 50_000 ? { abrEwmaDefaultEstimate: bits * 0.8 } : {};
  } catch {
    return {};
  }
}

function remember(bits) {
  try {
    if (bits > 0) localStorage.setItem(ESTIMATE, String(Math.round(bits)));
  } catch {
    // A private window may refuse storage; the next clip then starts carefully.
  }
}

const sheets = new Map();
function stylesheet(href) {
  if (!href) return Promise.resolve();
  if (!sheets.has(href)) {
    sheets.set(
      href,
      new Promise((resolve) => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = href;
        link.onload = resolve;
        link.onerror = resolve;
        document.head.append(link);
      }),
    );
  }
  return sheets.get(href);
}

customElements.define("lantoa-player", LantoaPlayer);
