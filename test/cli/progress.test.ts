import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { namelessProgress } from "../../src/cli/nameless-progress.ts";
import { progressOn } from "../../src/cli/progress.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

function streamOf(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

const WAITING = {
  what: "managed-identity-system: token for storage.azure.com from 169.254.169.254",
  startedAt: 0,
  deadlineAt: 100_000,
};

test("elsewhere than on a terminal: a line at once, and never more than 15 s without one", () => {
  const stream = streamOf(false);
  const view = progressOn(stream);
  vi.advanceTimersByTime(4000);
  view.show(WAITING);
  expect(stream.written).toEqual([`credprobe: ${WAITING.what} (at most 96 s more)\n`]);
  view.show({ ...WAITING, what: "azure-cli: token for storage.azure.com" });
  vi.advanceTimersByTime(60_000);
  expect(stream.written.slice(1)).toEqual(
    [85, 70, 55, 40].map(
      (left) => `credprobe: azure-cli: token for storage.azure.com (at most ${left} s more)\n`,
    ),
  );
  view.end();
  vi.advanceTimersByTime(60_000);
  expect(stream.written).toHaveLength(5);
});

test("on a terminal: one line that says who waits for whom and counts down, and is gone at the end", () => {
  const stream = streamOf(true);
  const view = progressOn(stream);
  view.show({ ...WAITING, what: "environment: token for storage.azure.com" });
  vi.advanceTimersByTime(2000);
  expect(stream.written[0]).toBe(
    "\r\u001b[Kcredprobe: environment: token for storage.azure.com (at most 100 s more)",
  );
  expect(stream.written.at(-1)).toContain("(at most 98 s more)");
  expect(stream.written.join("")).not.toContain("\n");
  view.say("it may read now", "changed");
  expect(stream.written.at(-2)).toBe("\r\u001b[Kcredprobe: it may read now\n");
  view.end();
  expect(stream.written.at(-1)).toBe("\r\u001b[K");
  const { length } = stream.written;
  vi.advanceTimersByTime(60_000);
  expect(stream.written).toHaveLength(length);
});

test.each([200, 80, 60, 40, 20, 8])("%i columns are never filled, and the seconds stay", (columns) => {
  const stream = streamOf(true, columns);
  progressOn(stream).show(WAITING);
  const line = stream.written.join("").replace("\r\u001b[K", "");
  expect(line.length).toBeLessThan(columns);
  if (columns >= 20) expect(line).toMatch(/at most 100/);
  if (columns >= 60) expect(line).toMatch(/^credprobe: managed-.*169\.254/);
});

test.each([true, false])("control characters of a name are written out (terminal: %s)", (isTTY) => {
  const stream = streamOf(isTTY);
  const view = progressOn(stream);
  view.show({ ...WAITING, what: "a\u001b[2Jb\nc\u202e" });
  view.say("d\u0007e", "");
  view.end();
  const plain = stream.written.join("").replaceAll("\r\u001b[K", "").replaceAll("\n", "");
  expect(plain).toMatch(/^[ -~]*$/);
  expect(plain).toContain(String.raw`a\x1b[2Jb\nc\u{202e}`);
});

test.each([
  ["target: reach contosodata.blob.core.windows.net", "target: reach"],
  [
    "managed-identity-env: read contosodata.blob.core.windows.net through squid:3128",
    "managed-identity-env: read",
  ],
  ["environment: token for storage.azure.com from login.fabrikam.example", "environment: token"],
  ["metadata: identity endpoint squid:3128", "metadata: identity endpoint"],
  ["environment: roles at container invoices", "environment: roles"],
  ["waiting: contosodata does not know the role yet", "waiting"],
  ["azure-cli: starting", "azure-cli: starting"],
])("under pseudonyms, %s is told without names", (what, told) => {
  const stream = streamOf(false);
  const view = namelessProgress(progressOn(stream));
  view.show({ ...WAITING, what });
  view.say("contosodata may be read now", "something changed");
  view.end();
  expect(stream.written).toEqual([
    `credprobe: ${told} (at most 100 s more)\n`,
    "credprobe: something changed\n",
  ]);
});
