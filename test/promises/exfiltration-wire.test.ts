import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MatchedTarget } from "../../src/catalogue/match-target.ts";
import { hostileAnswers, hostileIds, TENANT } from "../support/hostile-answers.ts";
import { startAsker, type Asker } from "../support/hostile-asker.ts";
import { EVIL, lookalikesOf } from "../support/hostile-hosts.ts";
import {
  fakeToken,
  hostileNetwork,
  OTHER_NAME,
  UNTRUSTED,
  type HostileNetwork,
} from "../support/hostile-network.ts";
import { FORMS, isAnybodys, isOrdinary } from "../support/token-hosts.ts";
import { ARM, OVER_AMQP, OVER_HTTPS, TARGETS } from "../support/token-targets.ts";
import { countPromise, IS_WHOLE, sample } from "./count.ts";

const PRINCIPAL = "22222222-2222-4222-8222-222222222222";
/** A token is known again by the place of its scope here. */
const SCOPES_HERE = [...new Set(TARGETS.map(({ scope }) => scope))];

function question(target: MatchedTarget, more: object = {}) {
  const { url, service, scope } = target;
  const number = SCOPES_HERE.indexOf(scope);
  const token = fakeToken(scope.replace(/\/\.default$/, ""), number, PRINCIPAL);
  return { url, service: service.name, token, principalId: PRINCIPAL, ...more };
}

describe("over the wire", () => {
  let network: HostileNetwork;
  const askers: Asker[] = [];

  beforeAll(async () => {
    network = await hostileNetwork([...[...OVER_HTTPS, ...OVER_AMQP].map(({ host }) => host), ARM, EVIL]);
  });

  afterAll(async () => {
    await Promise.all(askers.map((one) => one.end()));
    await network.close();
  });

  async function asker(options: Parameters<typeof startAsker>[1] = {}): Promise<Asker> {
    const one = await startAsker(network, options);
    askers.push(one);
    return one;
  }

  /** What came where it does not belong, since `from`: elsewhere than to `host`, or with another audience's token. */
  function misled(from: number, host: string, scope: string): readonly unknown[] {
    return network.arrivals
      .slice(from)
      .filter(({ tokens, headers }) => tokens.length > 0 || headers.authorization !== undefined)
      .filter(
        (one) =>
          one.scheme !== "https" ||
          one.host !== host ||
          one.tokens.some((token) => SCOPES_HERE[token] !== scope),
      );
  }

  test("a server of the test notices a token that does arrive", async () => {
    const ask = await asker({ trustsAll: true });
    for (const target of OVER_HTTPS.filter(({ service }) => service.name !== "container-registry")) {
      const from = network.arrivals.length;
      await ask.ask(question(target));
      const came = network.arrivals.slice(from).filter(({ host }) => host === target.host);
      const tokens = came.flatMap((one) => one.tokens);
      expect([target.service.name, ...tokens]).toContain(SCOPES_HERE.indexOf(target.scope));
    }
  });

  test.each(TARGETS.map((target) => [target.service.name, target] as const))(
    "%s: a target whose host was changed on the way to the client",
    async (_, target) => {
      const form = FORMS.find(
        ({ service, form: one }) => service === target.service && isOrdinary(one, target.host),
      )?.form;
      const suffix = form === undefined || "host" in form ? target.host : form.suffix;
      const hosts = sample(lookalikesOf(target.host, suffix), 3).filter((host) => !isAnybodys(host));
      const ask = await asker({ trustsAll: true });
      const from = network.arrivals.length;
      const asked: string[] = [];
      for (const host of hosts) {
        const rows = await ask.ask(question(target, { host }));
        // Some are the target's own host in other letters, as every parser of URLs reads them.
        const isOther =
          !URL.canParse(`https://${host}/`) || !isAnybodys(new URL(`https://${host}/`).hostname);
        if (isOther && rows.some(({ notSent }) => notSent === undefined)) asked.push(host);
      }
      const sent = misled(from, target.host, target.scope);
      countPromise("exfiltration", { "hosts tried": hosts.length, "sent astray": sent.length });
      expect(sent).toEqual([]);
      expect(asked).toEqual([]);
    },
  );

  test.each(OVER_HTTPS.map((target) => [target.service.name, target] as const))(
    "%s: challenges, redirects and documents that point elsewhere",
    async (_, target) => {
      const ask = await asker();
      const answers = sample(Object.values(hostileAnswers(target)).flat(), 12);
      const sent: unknown[] = [];
      const unmet: unknown[] = [];
      const begun = network.arrivals.length;
      for (const answer of answers) {
        network.answer(answer);
        const from = network.arrivals.length;
        await ask.ask(question(target));
        if (network.arrivals.length === from) unmet.push(answer);
        sent.push(
          ...misled(from, target.host, target.scope).map((one) => [answer.status, answer.headers, one]),
        );
      }
      const hosts = new Set(network.arrivals.slice(begun).map(({ scheme, host }) => `${scheme}://${host}`));
      const [met, called] = [answers.length - unmet.length, hosts.size];
      countPromise("exfiltration", { answers: met, "hosts called": called, "sent astray": sent.length });
      expect(sent).toEqual([]);
      expect(unmet).toEqual([]);
      // Not even asked.
      expect([...hosts]).toEqual([`https://${target.host}`]);
    },
    300_000,
  );

  test("what Azure Resource Manager, or a refusal, says of a resource leads nowhere else", async () => {
    const ask = await asker();
    const arm = SCOPES_HERE.indexOf(`https://${ARM}/.default`);
    const target = TARGETS.find(({ service }) => service.name === "key-vault");
    if (target === undefined) throw new Error("no target of Key Vault");
    const sent: unknown[] = [];
    const unasked: unknown[] = [];
    const ids = sample(hostileIds(), 2);
    const token = fakeToken(`https://${ARM}`, arm, PRINCIPAL);
    for (const id of ids) {
      const listed = {
        value: [{ id, subscriptionId: TENANT, name: id, properties: {} }],
        nextLink: `https://${EVIL}/`,
      };
      for (const answer of [
        { status: 200, headers: { Location: `https://${EVIL}/` }, body: JSON.stringify(listed) },
        {
          status: 403,
          headers: {},
          body: JSON.stringify({
            error: { code: "Forbidden", message: `... over scope '${id}' Resource: '${id}' vault '${id}'` },
          }),
        },
      ]) {
        network.answer(answer);
        const from = network.arrivals.length;
        await ask.ask({ ...question(target, { arm: true }), token });
        if (!network.arrivals.slice(from).some(({ host }) => host === ARM)) unasked.push(id);
        sent.push(
          ...network.arrivals
            .slice(from)
            .filter(({ scheme, host }) => scheme !== "https" || (host !== ARM && host !== target.host))
            .map((one) => [id, one]),
        );
      }
    }
    countPromise("exfiltration", { answers: ids.length * 2, "sent astray": sent.length });
    expect(sent).toEqual([]);
    expect(unasked).toEqual([]);
  });

  test("name servers that lead elsewhere, to another place at each look-up", async () => {
    network.answer({ status: 200, headers: {}, body: "{}" });
    const places = [...UNTRUSTED, OTHER_NAME];
    const ask = await asker({ names: Object.fromEntries(OVER_HTTPS.map(({ host }) => [host, places])) });
    const from = network.arrivals.length;
    const uncalled: unknown[] = [];
    let called = 0;
    for (const target of OVER_HTTPS) {
      for (const _ of IS_WHOLE ? places : [1]) {
        const before = network.strangersCalled();
        const rows = (await ask.ask(question(target))).filter(({ notSent }) => notSent === undefined);
        expect(rows.filter(({ failure }) => failure === undefined)).toEqual([]);
        // The connection is there, and what is said over it fails.
        if (rows.length === 0 || network.strangersCalled() - before < rows.length) uncalled.push(target.host);
        called += rows.length;
      }
    }
    const sent = network.arrivals.slice(from);
    countPromise("exfiltration", { "hosts called": called, "sent astray": sent.length });
    expect(sent).toEqual([]);
    expect(uncalled).toEqual([]);
  });

  // Azure SQL's connection is encrypted within its own protocol: the matrix of faults has its certificates.
  test.each(OVER_AMQP.map((target) => [target.service.name, target] as const))(
    "%s: name servers that lead elsewhere, over AMQP",
    async (_, target) => {
      const places = [...UNTRUSTED, OTHER_NAME];
      const names = { [target.host]: places };
      const [astray, led] = [await asker({ names }), await asker()];
      const from = network.arrivals.length;
      const lookUps = IS_WHOLE ? places.length : 1;
      const before = network.strangersCalled();
      for (let count = 0; count < lookUps; count += 1) await astray.ask(question(target));
      const sent = network.arrivals.slice(from);
      countPromise("exfiltration", { "hosts called": lookUps, "sent astray": sent.length });
      expect(sent).toEqual([]);
      expect(network.strangersCalled() - before).toBeGreaterThanOrEqual(lookUps);
      // A server of the test notices a client that speaks.
      await led.ask(question(target));
      expect(network.arrivals.slice(from).map(({ text }) => text.slice(0, 4))).toContain("AMQP");
    },
  );
});
