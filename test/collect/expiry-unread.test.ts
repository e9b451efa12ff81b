import { expect, test } from "vitest";
import { isExpiryUnread } from "../../src/collect/isolate/expiry-unread.ts";

const NOW = Date.parse("2026-11-01T08:00:00.600Z");
const TOMORROW = "2026-11-02T08:00:00.000Z";

test.each([
  ["a date it cannot read, on the second before", "2026-11-01T08:00:00.000Z", TOMORROW, true],
  ["a date it cannot read, rounded up to the next second", "2026-11-01T08:00:01.000Z", TOMORROW, true],
  ["a date it reads", TOMORROW, TOMORROW, false],
  ["a token that ends now", "2026-11-01T08:00:00.000Z", "2026-11-01T08:00:00.000Z", false],
  ["a token that does not tell", "2026-11-01T08:00:00.000Z", undefined, false],
])("%s", (_, saidBySdk, saidByToken, unread) => {
  expect(isExpiryUnread(Date.parse(saidBySdk), saidByToken, NOW)).toBe(unread);
});
