import { expect, test } from "vitest";
import { matchTarget } from "../../src/catalogue/match-target.ts";
import type { Scenario } from "../../src/lab/scenario.ts";
import { scenarios } from "../../src/lab/scenarios/index.ts";
import { ACCESS_LEVELS } from "../../src/model/words.ts";
import { built } from "../support/built.ts";
import { NO_OPTIONS } from "../support/options.ts";

/** Of one host for each service, over HTTPS: a name that does not exist is told to anybody with a token. */
const ALLOWED = scenarios.filter(
  ({ name, resources, args }) =>
    name.endsWith("-allowed") && resources.length > 0 && !args.includes("--service"),
);

/**
 * Where the role is known to be looked at first: a refused caller was seen to get 403 for what does not exist
 * (dataplane.md: Blob section 4, Key Vault section 9). Everywhere else "not found" is no more than likely a yes.
 */
const KNOWN = ["blob-allowed read 404 BlobNotFound", "key-vault-allowed read 404 SecretNotFound"];

function withoutRoles({ resources, ...rest }: Scenario): Scenario {
  return {
    ...rest,
    assignments: [],
    resources: resources.map((one) => ({ ...one, looksUpFirst: true as const })),
  };
}

test.each(ALLOWED.map((scenario) => [scenario.name, scenario] as const))(
  "%s, without a role: what a server that looks for names first lets believe is told as likely only",
  async (name, scenario) => {
    const { startLab } = await built<typeof import("../../src/lab/start.ts")>("lab/start.js");
    const { probe } = await built<typeof import("../../src/probe.ts")>("probe.js");
    const lab = await startLab(withoutRoles(scenario), { azurite: false });
    try {
      const targets = scenario.targets.flatMap((text) => {
        const match = matchTarget(text);
        return "target" in match ? [match.target] : [];
      });
      const options = { ...NO_OPTIONS, access: [...ACCESS_LEVELS], deadlineSeconds: 60 };
      const hooks = { signal: new AbortController().signal, onProgress: () => {} };
      const report = await probe({ targets, cut: [], verbose: false, options }, lab.world, hooks);
      const believed = report.targets
        .flatMap(({ access }) => access)
        .filter(({ verdict, confidence }) => verdict === "allowed" && confidence !== "inferred")
        .map(({ level, status, errorCode }) => `${name} ${level} ${status} ${errorCode ?? ""}`.trim());
      expect(believed).toEqual(KNOWN.filter((one) => one.startsWith(`${name} `)));
    } finally {
      await lab.close();
    }
  },
);
