import { expect, test } from "vitest";
import { answeredBy } from "../../src/collect/access-tds.ts";
import type { TdsAnswer } from "../../src/collect/tds-answer.ts";

const TOKEN = "lab-fake-token-that-comes-back";
const REQUEST = { host: "contoso-sql.database.windows.net", database: "orders", token: TOKEN, startedAt: 0 };

function answered(answer: Partial<TdsAnswer>) {
  const whole = { acknowledged: false, tokenAcknowledged: false, errors: [], ...answer };
  return answeredBy({ answer: whole }, REQUEST);
}

const error = (message: string, number = 18456) => ({ number, state: 1, message });

test("a token that the server repeats, in an error or as another server's name, is cut out", () => {
  for (const answer of [
    { errors: [error(`Cannot read ${TOKEN}, nor '${TOKEN}'.`), error(TOKEN)] },
    { acknowledged: true, routedTo: `${TOKEN}.evil.test:1433` },
  ]) {
    expect(JSON.stringify(answered(answer))).not.toContain(TOKEN);
  }
});

test("the first error is the answer, all of them are kept, and no more than 2 KB", () => {
  const { errorCode, exchange, seen } = answered({
    acknowledged: true,
    tokenAcknowledged: true,
    errors: [error("Cannot open database.", 4060), error("Login failed."), error("x".repeat(9000))],
  });
  expect(errorCode).toBe("4060");
  expect(seen).toBeUndefined();
  expect(exchange?.errorBody).toMatch(
    /^4060, state 1: Cannot open database\.\n18456, state 1: Login failed\.\n/,
  );
  expect(exchange?.errorBody?.length).toBeLessThanOrEqual(2048);
  expect(exchange?.failure).toBeUndefined();
});

test("control characters of a server do not reach a terminal", () => {
  const { exchange } = answered({ errors: [error("\u001B[2Jgone\u0007")] });
  const other = answered({ acknowledged: true, routedTo: "\u001B[2Jnode:1433" });
  const text = JSON.stringify([exchange?.errorBody, other.exchange]);
  // As JSON writes them.
  for (const control of [String.raw`\u001b`, String.raw`\u0007`]) expect(text).not.toContain(control);
});

test.each([
  ["nothing", {}],
  ["a login without a word on its token", { acknowledged: true }],
  ["a token without a login", { tokenAcknowledged: true }],
])("%s is no answer", (_, answer) => {
  const { exchange, seen, errorCode } = answered(answer);
  expect({ failure: exchange?.failure, seen, errorCode }).toEqual({
    failure: { code: "PROTOCOL", stage: "response" },
  });
});

test("who is sent on was let in by the gateway alone, whatever it acknowledged", () => {
  for (const tokenAcknowledged of [true, false]) {
    const { seen, exchange } = answered({ acknowledged: true, tokenAcknowledged, routedTo: "node:11003" });
    expect(seen).toEqual(["ROUTING"]);
    expect(exchange?.responseHeaders["redirected-to"]).toBe("node:11003");
  }
});

test("support finds a session by the id in the message", () => {
  const id = "2B9F6A4C-1111-2222-3333-444455556666";
  const { requestId } = answered({
    errors: [error(`Please retry, and provide them the session tracing ID of '{${id}}'.`, 40613)],
  });
  expect(requestId).toBe(id);
});
