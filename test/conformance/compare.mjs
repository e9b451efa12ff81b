// What a real SDK did, against the row of the report that predicts it. Pure.

/** The class that is a member of a chain, by link. */
const CLASSES = {
  environment: "EnvironmentCredential",
  "workload-identity": "WorkloadIdentityCredential",
  "managed-identity": "ManagedIdentityCredential",
  "visual-studio-code": "VisualStudioCodeCredential",
  "azure-cli": "AzureCliCredential",
  "azure-powershell": "AzurePowerShellCredential",
  "azure-developer-cli": "AzureDeveloperCliCredential",
  broker: "BrokerCredential",
};

/**
 * Rows of one host: scenario, toolchain, credential, predicted, observed, result; and why, where nothing is predicted.
 * `chainsFor` gives the rows of the report that hold for a toolchain's release.
 */
export function compare(
  { scenario, report, observations = [], broken },
  toolchains,
  chainsFor = ({ chains }) => chains,
) {
  if (broken !== undefined) {
    const row = { scenario, toolchain: "host", credential: "", predicted: "", observed: broken };
    return [{ ...row, result: "broken" }];
  }
  return observations.map((observed) => {
    const ran = toolchains.find(({ name }) => name === observed.toolchain);
    const { toolchain, credential } = observed;
    const chain = chainsFor(report, ran).find((one) => one.sdk === ran.sdk && one.credential === credential);
    const result = resultOf(report, chain, observed);
    return {
      ...{ scenario, toolchain, credential, result },
      predicted: chain === undefined ? "nothing" : sayPrediction(chain),
      observed: sayObservation(report, observed),
      ...(result === "unknown" ? { why: chain?.steps.find(({ effect }) => effect === "unknown")?.why } : {}),
    };
  });
}

function resultOf(report, chain, observed) {
  if (observed.outcome === "broken") return "broken";
  if (chain === undefined || chain.state === "unknown") return "unknown";
  if (chain.inapplicable !== undefined) return "inapplicable";
  if (chain.state === "won") {
    return observed.outcome === "token" && isWinners(report, chain, observed) ? "agrees" : "differs";
  }
  if (observed.outcome === "token") return "differs";
  // Killed at its limit: nothing contradicts the prediction, and nothing confirms it.
  if (observed.outcome === "no-answer") return "unanswered";
  // It has one end only: an error.
  if (observed.credential === "ManagedIdentityCredential") return "agrees";
  return sameEnd(chain, observed) ? "agrees" : "differs";
}

/** Whether the chain ended where it was said to: at a member, in its constructor, or behind the last. */
function sameEnd(chain, observed) {
  const end = endOf(observed);
  if (end.inConstructor === true) return chain.invalid === true || chain.stopsAt !== undefined;
  if (chain.invalid === true) return false;
  if (end.exhausted !== undefined && end.exhausted !== (chain.stopsAt === undefined)) return false;
  if (chain.stopsAt !== undefined) return end.last === className(chain.stopsAt);
  if (end.exhausted !== undefined) return true;
  const last = chain.steps.findLast(({ effect }) => effect === "passed");
  return last !== undefined && end.last === className(last.link);
}

/** Where an SDK's error says that it ended: the last class it names as tried, and whether the chain was at its end. */
function endOf({ toolchain, stage, type, message, inner }) {
  if (stage === "constructor") return { inConstructor: true };
  return ENDS[toolchain.split("-")[0]]({ type, message, inner: inner ?? [] });
}

/** Ways of the SDKs to tell of the end of a chain. */
const ENDS = {
  javascript: ({ type, message, inner }) =>
    type === "AggregateAuthenticationError" || message === EMPTY_CHAIN
      ? { exhausted: true, last: inner.length === 0 ? undefined : classIn(inner.at(-1)) }
      : { exhausted: false, last: classIn(message) },
  java: ({ type, message }) =>
    type === "CredentialUnavailableException"
      ? { exhausted: true, last: undefined }
      : { exhausted: false, last: classIn(message.replace(/^DefaultAzureCredential.*?---> /s, "")) },
  go: ({ type, message }) => ({
    exhausted: type === "*azidentity.credentialUnavailableError",
    last: lastAttempted(message),
  }),
  // One class for both ends.
  python: ({ message }) => ({ exhausted: undefined, last: lastAttempted(message) }),
};

/** `ChainedTokenCredential` of JavaScript when the constructors of all its members threw. */
const EMPTY_CHAIN = "Failed to retrieve a valid token";

/** Python and Go list what they tried, a line for each. */
function lastAttempted(message) {
  const list = message.split("Attempted credentials:").at(-1);
  const names = [...list.matchAll(/^\s*(\w+Credential)\b/gm)].map(([, name]) => normal(name));
  return names.at(-1) ?? classIn(message);
}

function classIn(text) {
  return normal(/\b([A-Z]\w+Credential)\b/.exec(text)?.[1] ?? "");
}

/** Go writes AzureCLICredential, and names what stands inside the environment's credential. */
function normal(name) {
  const inside = /^(ClientSecret|ClientCertificate|UsernamePassword)Credential$/;
  return inside.test(name) ? CLASSES.environment : name.replace("CLI", "Cli");
}

function className(link) {
  return CLASSES[link.startsWith("managed-identity") ? "managed-identity" : link];
}

function objectIdOf(report, link) {
  const { tokens = [], withoutProxy } = report.links.find(({ id }) => id === link) ?? {};
  const token = tokens.find(({ identity }) => identity?.objectId !== undefined);
  return token?.identity.objectId ?? withoutProxy?.objectId;
}

/** Whether it is the predicted link's token. One without claims names nobody: it is known by having none. */
function isWinners(report, chain, { objectId, isOpaque }) {
  const { tokens = [] } = report.links.find(({ id }) => id === chain.winner) ?? {};
  if (isOpaque === true) return tokens.length > 0 && tokens.every(({ opaque }) => opaque === true);
  return objectId !== undefined && objectId === winnerOf(report, chain);
}

/** Who owns the token that is predicted; the attempt that went round the proxy keeps its identity by itself. */
function winnerOf(report, { winner }) {
  const link = report.links.find(({ id }) => id === winner);
  return objectIdOf(report, winner) ?? link?.withoutProxy?.objectId;
}

function sayPrediction({ state, winner, stopsAt, invalid, inapplicable }) {
  if (inapplicable !== undefined) return `not this SDK's (${inapplicable})`;
  if (invalid === true) return "constructor throws";
  if (state === "won") return winner;
  return stopsAt === undefined ? (state === "none" ? "no link wins" : "unknown") : `stops at ${stopsAt}`;
}

function sayObservation(report, observed) {
  switch (observed.outcome) {
    case "token": {
      if (observed.isOpaque === true) return "a token without claims";
      const link = report.links.find(({ id }) => objectIdOf(report, id) === observed.objectId);
      return `token of ${link?.id ?? observed.objectId}`;
    }
    case "error":
      return observed.stage === "constructor"
        ? `constructor throws: ${firstLine(observed.message)}`
        : `${sayEnd(endOf(observed))}: ${firstLine(observed.message)}`;
    case "no-answer":
      return `no answer within ${observed.seconds} s`;
    default:
      return `${observed.outcome} ${firstLine(observed.message ?? "")}`;
  }
}

function sayEnd({ exhausted, last }) {
  return exhausted === true ? "no link wins" : `ends at ${last || "an unnamed member"}`;
}

function firstLine(text) {
  return text.replaceAll(/\s+/g, " ").slice(0, 160);
}

/** How often each result came, of one toolchain. */
export function countsOf(comparisons, toolchain) {
  const counts = { agrees: 0, differs: 0, unknown: 0, unanswered: 0, broken: 0, inapplicable: 0 };
  for (const one of comparisons) if (one.toolchain === toolchain) counts[one.result] += 1;
  return counts;
}
