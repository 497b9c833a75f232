// What can be told of a file before a byte of it travels. Returns lines {level, label, values}:
// level "good", "bad" (must not be sent), "doubt" (against the rules, but people decide) or "wait" (not told here).

const KINDS = { mp4: "mov", m4v: "mov", mov: "mov", mkv: "matroska", webm: "matroska" };
const FIRST_BOXES = ["ftyp", "moov", "mdat", "wide", "free", "skip", "styp"];
const METADATA_PATIENCE = 8000;

export async function inspect(file, rules) {
  if (file.size === 0) return [{ level: "bad", label: "empty", values: {} }];
  const kind = kindOf(new Uint8Array(await file.slice(0, 64).arrayBuffer()));
  if (!kind) return [{ level: "bad", label: "not_a_video", values: {} }];
  const told = await measure(file);
  return [checkType(file, kind, rules), checkSize(file, rules), ...checkLength(told, rules), ...checkHeight(told, rules)];
}

function kindOf(head) {
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return "matroska";
  const box = String.fromCharCode(...head.slice(4, 8));
  return FIRST_BOXES.includes(box) ? "mov" : null;
}

function severity(code, rules) {
  return (rules.blocking ?? []).includes(code) ? "bad" : "doubt";
}

function checkType(file, kind, rules) {
  const wanted = rules.formats ?? [];
  const suffix = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
  const found = (suffix in KINDS ? suffix : kind === "mov" ? "mp4" : "mkv").toUpperCase();
  const good = wanted.length === 0 || wanted.some((name) => (KINDS[name] ?? name) === kind);
  const values = { found, wanted: wanted.join(", ").toUpperCase() };
  return good ? { level: "good", label: "type_good", values } : { level: severity("wrong_format", rules), label: "type_bad", values };
}

function checkSize(file, rules) {
  const values = { size: { bytes: file.size }, max: { bytes: rules.max_bytes } };
  const good = !rules.max_bytes || file.size <= rules.max_bytes;
  // The server takes no byte beyond it, so this one is always in the way.
  return { level: good ? "good" : "bad", label: good ? "size_good" : "size_bad", values };
}

function checkLength(told, rules) {
  const slack = rules.tolerance_seconds ?? 0;
  if (!rules.min_seconds && !rules.max_seconds) return [];
  if (!told) return [{ level: "wait", label: "length_unknown", values: {} }];
  const values = { length: { seconds: told.seconds }, min: { seconds: rules.min_seconds }, max: { seconds: rules.max_seconds } };
  if (rules.min_seconds && told.seconds < rules.min_seconds - slack) return [{ level: severity("too_short", rules), label: "length_short", values }];
  if (rules.max_seconds && told.seconds > rules.max_seconds + slack) return [{ level: severity("too_long", rules), label: "length_long", values }];
  return [{ level: "good", label: "length_good", values }];
}

function checkHeight(told, rules) {
  if (!rules.min_height || !told || !told.height) return [];
  const values = { width: told.width, height: told.height, min: rules.min_height };
  const good = Math.min(told.width, told.height) >= rules.min_height;
  return [good ? { level: "good", label: "height_good", values } : { level: severity("too_low_resolution", rules), label: "height_bad", values }];
}

/** Length and size of the picture as the browser reads them; null where it cannot. */
function measure(file) {
  return new Promise((resolve) => {
    const video = document.createElement("video");
    const address = URL.createObjectURL(file);
    const finish = (told) => {
      clearTimeout(timer);
      video.removeAttribute("src");
      video.load();
      URL.revokeObjectURL(address);
      resolve(told);
    };
    const timer = setTimeout(() => finish(null), METADATA_PATIENCE);
    video.preload = "metadata";
    video.muted = true;
    video.addEventListener(
      "loadedmetadata",
      () => finish(Number.isFinite(video.duration) ? { seconds: video.duration, width: video.videoWidth, height: video.videoHeight } : null),
      { once: true },
    );
    video.addEventListener("error", () => finish(null), { once: true });
    video.src = address;
  });
}
