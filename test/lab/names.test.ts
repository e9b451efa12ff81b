import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunningLab } from "../../src/lab/start.ts";
import { startedLab } from "../support/started-lab.ts";

const [HOST, ALIAS, LAST] = [
  "kv.vault.azure.net",
  "kv.privatelink.vaultcore.azure.net",
  "data.contoso.example",
];
const [GONE, GONE_ALIAS] = ["gone.vault.azure.net", "gone.privatelink.vaultcore.azure.net"];
/** It has an IPv6 address first, whose packets are lost. */
const BOTH = "login.microsoftonline.com";

let lab: RunningLab;

beforeAll(async () => {
  lab = await startedLab({
    names: {
      [HOST]: { addresses: ["203.0.113.7"], aliases: [ALIAS, LAST] },
      [GONE]: { error: "ENOTFOUND", aliases: [GONE_ALIAS] },
      "plain.contoso.example": { addresses: ["203.0.113.8"] },
      "mute.contoso.example": "silent",
      "ill.contoso.example": { error: "EAI_AGAIN" },
      [BOTH]: { addresses: ["2001:db8::98", "203.0.113.98"] },
    },
    ipv6Lost: true,
  });
});

afterAll(async () => {
  await lab.close();
});

/** What expressions give in a child of the lab; an error as its code. */
async function inChild(expressions: readonly string[], imports = ""): Promise<unknown[]> {
  const calls = expressions.map((one) => `await (async () => ${one})().catch(({ code }) => code)`);
  const program = `${imports}
    import dns, { promises } from "node:dns";
    console.log(JSON.stringify([${calls.join()}].map((one) => one ?? "nothing")));
    process.exit();`;
  const { execArgv, env } = lab.world.isolate;
  const words = [...execArgv, "--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: { ...env } });
  return JSON.parse(stdout) as unknown[];
}

test("the simulated name server tells of aliases one by one, also where nothing stands behind them", async () => {
  expect(
    await inChild([
      `promises.resolveCname("${HOST}")`,
      `new promises.Resolver().resolveCname("${ALIAS.toUpperCase()}")`,
      `promises.resolveCname("${LAST}")`,
      `promises.resolve4("${HOST}")`,
      `promises.resolve4("${ALIAS}")`,
      `promises.resolveCname("${GONE}")`,
      `promises.resolveCname("${GONE_ALIAS}")`,
      `promises.lookup("${GONE}")`,
      `promises.resolveCname("plain.contoso.example")`,
    ]),
  ).toEqual([
    [ALIAS],
    [LAST],
    "ENODATA",
    ["203.0.113.7"],
    ["203.0.113.7"],
    [GONE_ALIAS],
    "ENOTFOUND",
    "ENOTFOUND",
    "ENODATA",
  ]);
});

test("aliases are followed to the end, and a name server that cannot be asked is no failure", async () => {
  const aliases = new URL("../../dist/collect/aliases.js", import.meta.url).href;
  const imports = `import { aliasesOf } from ${JSON.stringify(aliases)};`;
  expect(
    await inChild(
      [
        `aliasesOf("${HOST}", 5000)`,
        `aliasesOf("${GONE}", 5000)`,
        `aliasesOf("plain.contoso.example", 5000)`,
        `aliasesOf("ill.contoso.example", 5000)`,
        // Still asked after an error, and no more after a silence.
        `aliasesOf("${HOST}", 5000)`,
        `aliasesOf("mute.contoso.example", 100)`,
        `aliasesOf("${HOST}", 5000)`,
      ],
      imports,
    ),
  ).toEqual([[ALIAS, LAST], [GONE_ALIAS], [], "nothing", [ALIAS, LAST], "nothing", "nothing"]);
});

test("an address that is silent is left for the next one by those only who look for others", async () => {
  const [connected] = await inChild(
    [
      `{
        const options = [{}, { family: 4 }, { autoSelectFamily: false }, { family: 6 }];
        const sockets = options.map((own) => net.connect({ host: "${BOTH}", port: 443, ...own }).on("error", () => {}));
        await Promise.all(sockets.slice(0, 2).map((one) => once(one, "connect")));
        return sockets.map((one) => !one.connecting);
      }`,
    ],
    'import { once } from "node:events"; import net from "node:net";',
  );
  expect(connected).toEqual([true, true, false, false]);
});
