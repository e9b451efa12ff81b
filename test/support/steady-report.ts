import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** When every recorded run took place. */
const BASE = Date.UTC(2026, 0, 15, 9, 30);
/** Times before and after a run keep their distance to it, in such steps: a run takes less on any machine. */
const STEP_MS = 5 * 60_000;

const EPOCH_CLAIMS: ReadonlySet<string> = new Set(["iat", "nbf", "exp"]);
const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
const ISO_TIME = /\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| UTC)?/g;
const HTTP_TIME = /\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} 20\d\d \d\d:\d\d:\d\d GMT/g;
const LAB_ISSUER = /credprobe lab [0-9a-f]{8}/g;
const LAB_FOLDER = /[^\s"']*credprobe-lab-\w{6}/g;
const PROBE_NAME = /azcredprobe-?[0-9a-z-]+/g;

/** Ids that the lab's own code has: they are the same in every run. */
function idsOfLab(): ReadonlySet<string> {
  const src = fileURLToPath(new URL("../../src/", import.meta.url));
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const ids = files.flatMap((name) => readFileSync(join(src, name), "utf8").match(GUID) ?? []);
  return new Set(ids.map((id) => id.toLowerCase()));
}

/**
 * A JSON report of the lab with other values for what differs from run to run, and from machine to machine: times,
 * durations, random ids and names. Judged and rendered again it is what the run would have shown.
 */
export function steadyReport(text: string): string {
  const document = JSON.parse(text) as { startedAt: string };
  const stable = idsOfLab();
  const startedAt = Date.parse(document.startedAt);
  const given = new Map<string, string>();
  /** The same for the same value, another for another. */
  const instead = (value: string, form: (digits: string) => string) => {
    const digits = createHash("sha256").update(`credprobe ${given.size}`).digest("hex");
    const known = given.get(value) ?? form(digits);
    given.set(value, known);
    return known;
  };
  const steadyMs = (ms: number) => BASE + Math.round((ms - startedAt) / STEP_MS) * STEP_MS;
  const asWritten = (found: string) => {
    const ms = Date.parse(`${found.replace(/ UTC$|Z$/, "").replace(" ", "T")}Z`);
    const iso = new Date(steadyMs(ms)).toISOString();
    const form = found.includes(".") ? iso : iso.replace(".000Z", "Z");
    const written = found.includes("T") ? form : form.replace("T", " ");
    return found.endsWith(" UTC") ? written.replace("Z", " UTC") : written;
  };
  const steadyText = (value: string) =>
    value
      .replaceAll(ISO_TIME, asWritten)
      .replaceAll(HTTP_TIME, (found) => new Date(steadyMs(Date.parse(found))).toUTCString())
      .replaceAll(GUID, (id) => (stable.has(id.toLowerCase()) ? id : instead(id, guidOf)))
      .replaceAll(LAB_ISSUER, "credprobe lab 7c1e93a5")
      .replaceAll(LAB_FOLDER, "/tmp/credprobe-lab-x7Yk2q")
      .replaceAll(PROBE_NAME, (name) => instead(name, (digits) => `azcredprobe-${digits.slice(0, 12)}`));
  let durations = 0;
  const durationOf = (holder: Holder) => {
    const isNotTried = holder.outcome === "unavailable" && holder.exchanges?.length === 0;
    if (NOT_TRIED.has(holder.outcome) || isNotTried) return 0;
    const seed = holder.id ?? String(durations++);
    return 40 + (Number.parseInt(createHash("sha256").update(seed).digest("hex").slice(0, 6), 16) % 360);
  };
  // A function of its own kind: JSON.stringify calls it with the object that holds the value.
  function steady(this: Holder, key: string, value: unknown): unknown {
    if (key === "durationMs") return durationOf(this);
    if (key === "finishedAt") return new Date(BASE + 4000).toISOString();
    if (EPOCH_CLAIMS.has(key) && typeof value === "number") return steadyMs(value * 1000) / 1000;
    if (key === "skewSeconds") return 0;
    if (key === "node") return "v22.12.0";
    if (key === "platform") return "linux x64";
    if (key === "x-ms-version") return undefined;
    if (typeof value !== "string") return value;
    if (key === "thumbprint") return instead(value, (digits) => digits.slice(0, 40).toUpperCase());
    if (key === "uti") return instead(value, (digits) => digits.slice(0, 22));
    if (key === "server" && /Azurite/.test(value)) return "Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0";
    return steadyText(key === "errorBody" ? asAzureWrites(value) : value);
  }
  return `${JSON.stringify(document, steady, 2)}\n`;
}

interface Holder {
  readonly id?: string;
  readonly outcome: string;
  readonly exchanges?: readonly unknown[];
}

const NOT_TRIED: ReadonlySet<string> = new Set(["not-configured", "skipped"]);

/** Where Azurite is late, the lab's own gate answers in its place. */
function asAzureWrites(body: string): string {
  return body
    .replace(/^\\u\{feff\}/, "")
    .replace(' standalone="yes"', "")
    .replace(/encoding="UTF-8"/, 'encoding="utf-8"')
    .replaceAll(/>\s+</g, "><");
}

function guidOf(digits: string): string {
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}
