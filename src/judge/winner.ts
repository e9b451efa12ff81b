import { sdkModels } from "../catalogue/sdks/index.ts";
import { sameId } from "../model/ids.ts";
import type { Chain, Evidence, Link, Winner } from "../model/report.ts";
import { hiddenIdentity } from "./hidden-identity.ts";

/** SDKs whose result is not known where it was only read. */
const NEVER_RUN = sdkModels.filter(({ neverRun }) => neverRun === true).map(({ sdk }) => sdk);

/** Whom the headline speaks of: the SDK that was asked for, else what all SDKs agree on. */
export function winnerOf(chains: readonly Chain[], links: readonly Link[], evidence: Evidence): Winner {
  const { sdk } = evidence.invocation.options;
  const defaults = chains.filter(({ credential }) => credential === "DefaultAzureCredential");
  const confirmed = confirmation(defaults, links, evidence);
  const seen = confirmed === undefined ? {} : { confirmed };
  // Whatever the variables of another container than the app's give, the app need not have them.
  if (hiddenIdentity(evidence) === "kudu") {
    return { state: "unknown", link: null, ...(sdk === undefined ? {} : { sdk }), ...seen };
  }
  // Somebody else has variables that are missing here: what comes of theirs is the question.
  const none = (evidence.host.elsewhere ?? []).length > 0 ? "unknown" : "none";
  if (sdk !== undefined) {
    const chain = defaults.find((candidate) => candidate.sdk === sdk);
    const state = chain?.state ?? "unknown";
    return { state: state === "none" ? none : state, link: chain?.winner ?? null, sdk, ...seen };
  }
  // An option that an SDK does not have tells that the app uses another one.
  const applicable = defaults.filter(({ inapplicable }) => inapplicable === undefined);
  const asked = (applicable.length === 0 ? defaults : applicable).filter(
    ({ sdk: one, state }) => state !== "unknown" || !NEVER_RUN.includes(one),
  );
  const known = asked.filter(({ state }) => state !== "unknown");
  const [first] = known;
  if (first === undefined) return { state: "unknown", link: null, ...seen };
  const agree = known.every(({ state, winner }) => state === first.state && winner === first.winner);
  if (!agree) return { state: "split", link: null, ...seen };
  return known.length < asked.length
    ? { state: "unknown", link: null, ...seen }
    : { state: first.state === "none" ? none : first.state, link: first.winner ?? null, ...seen };
}

/** Whether the real `DefaultAzureCredential` of JavaScript did what its model says. */
function confirmation(
  chains: readonly Chain[],
  links: readonly Link[],
  evidence: Evidence,
): boolean | undefined {
  const real = evidence.confirmation;
  const model = chains.find(({ sdk }) => sdk === "javascript");
  if (real === undefined || model === undefined || model.state === "unknown") return undefined;
  if (real.outcome === "failed") return model.state === "none";
  if (real.outcome !== "succeeded") return undefined;
  const token = links
    .find(({ id }) => id === model.winner)
    ?.tokens.find(({ identity }) => identity !== undefined);
  return sameId(token?.identity?.objectId, real.objectId);
}
