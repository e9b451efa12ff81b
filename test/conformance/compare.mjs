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

/** Rows of one host: scenario, toolchain, credential, predicted, observed, result. */
export function compare({ scenario, report, observations = [], broken }, toolchains) {
  if (broken !== undefined) {
    const row = { scenario, toolchain: "host", credential: "", predicted: "", observed: broken };
    return [{ ...row, result: "broken", informs: false }];
  }
  return observations.map((observed) => {
    const { sdk, informs = false } = toolchains.find(({ name }) => name === observed.toolchain);
    const chain = report.chains.find((one) => one.sdk === sdk && one.credential === observed.credential);
    const { toolchain, credential } = observed;
    return {
      ...{ scenario, toolchain, credential, informs },
      predicted: chain === undefined ? "nothing" : sayPrediction(chain),
      observed: sayObservation(report, observed),
      result: resultOf(report, chain, observed),
    };
  });
}

function resultOf(report, chain, observed) {
  if (observed.outcome === "broken") return "broken";
  if (chain === undefined || chain.state === "unknown") return "unknown";
  if (chain.inapplicable !== undefined) return "inapplicable";
  if (chain.state === "won") {
    const same = observed.outcome === "token" && observed.objectId === objectIdOf(report, chain.winner);
    return same ? "agrees" : "differs";
  }
  if (observed.outcome === "token") return "differs";
  // A credential that never returns gives no token either; where it stands cannot be asked.
  if (observed.outcome === "hung" || observed.credential === "ManagedIdentityCredential") return "agrees";
  return sameEnd(chain, observed) ? "agrees" : "differs";
}

/** Whether the chain ended where it was said to: at a member, in its constructor, or behind the last. */
function sameEnd(chain, observed) {
  const end = endOf(observed);
  if (end.inConstructor === true) return chain.invalid === true || chain.stopsAt !== undefined;
  if (chain.stopsAt !== undefined) return end.last === className(chain.stopsAt) && !end.exhausted;
  if (end.exhausted !== undefined) return end.exhausted;
  const last = chain.steps.findLast(({ effect }) => effect === "passed");
  return last !== undefined && end.last === className(last.link);
}

/** Where an SDK's error says that it ended: `last` the last class it names as tried. */
function endOf({ toolchain, stage, type, message, inner = [] }) {
  if (stage === "constructor") return { inConstructor: true };
  if (toolchain.startsWith("javascript")) {
    return type === "AggregateAuthenticationError"
      ? { exhausted: true, last: inner.length === 0 ? undefined : classIn(inner.at(-1)) }
      : { exhausted: false, last: classIn(message) };
  }
  if (toolchain.startsWith("java")) {
    return type === "CredentialUnavailableException"
      ? { exhausted: true, last: undefined }
      : { exhausted: false, last: classIn(message.replace(/^DefaultAzureCredential.*?---> /s, "")) };
  }
  const tried = message
    .split("Attempted credentials:")
    .at(-1)
    .matchAll(/^\s*(\w+Credential)\b/gm);
  const names = [...tried].map(([, name]) => normal(name));
  return { last: names.at(-1) ?? classIn(message) };
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

function sayPrediction({ state, winner, stopsAt, invalid, inapplicable }) {
  if (inapplicable !== undefined) return `not this SDK's (${inapplicable})`;
  if (invalid === true) return "constructor throws";
  if (state === "won") return winner;
  return stopsAt === undefined ? (state === "none" ? "no link wins" : "unknown") : `stops at ${stopsAt}`;
}

function sayObservation(report, observed) {
  switch (observed.outcome) {
    case "token": {
      const link = report.links.find(({ id }) => objectIdOf(report, id) === observed.objectId);
      return `token of ${link?.id ?? observed.objectId}`;
    }
    case "error":
      return observed.stage === "constructor"
        ? `constructor throws: ${firstLine(observed.message)}`
        : `${endOf(observed).exhausted === true ? "no link wins" : `ends at ${endOf(observed).last}`}: ${firstLine(observed.message)}`;
    default:
      return `${observed.outcome} ${firstLine(observed.message ?? "")}`;
  }
}

function firstLine(text) {
  return text.replaceAll(/\s+/g, " ").slice(0, 160);
}

/** How often each result came, of one toolchain. */
export function countsOf(comparisons, toolchain) {
  const counts = { agrees: 0, differs: 0, unknown: 0, broken: 0, inapplicable: 0 };
  for (const one of comparisons) if (one.toolchain === toolchain) counts[one.result] += 1;
  return counts;
}
