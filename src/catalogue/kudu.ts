type Environment = Readonly<Record<string, string>>;

/** Variables that tell an app of its managed identity's endpoint. */
export const IDENTITY_ENDPOINT_VARIABLES = ["IDENTITY_ENDPOINT", "MSI_ENDPOINT"] as const;

const MASKED_VARIABLES = [...IDENTITY_ENDPOINT_VARIABLES, "IDENTITY_HEADER", "MSI_SECRET"] as const;

/** The sentence that the Linux Kudu container has in place of the app's own values (azure-functions-host issue 7344). */
export const MASK = /managed identity has been configured.*not viewable in kudu/is;

/** Kudu's own folder, which no app's container has (its start script sets the variable; on Windows it is another path). */
const LINUX_KUDU = "/opt/Kudu";

/** Whether a value is Kudu's sentence in place of the real one. */
export function isMasked(value: string): boolean {
  return MASK.test(value);
}

/** Why a managed identity cannot be asked from this environment, when it is the Linux Kudu container's. */
export function hiddenByKudu(env: Environment): string | undefined {
  const masked = MASKED_VARIABLES.filter((name) => isMasked(env[name] ?? ""));
  if (masked.length > 0) {
    return `${masked.join(" and ")} ${masked.length === 1 ? "holds" : "hold"} a sentence instead of a value: the Kudu container hides the app's identity`;
  }
  const isBare = IDENTITY_ENDPOINT_VARIABLES.every((name) => !env[name]);
  return env["KUDU_APPPATH"] === LINUX_KUDU && isBare
    ? "this is the Kudu container, which is not told of the app's identity"
    : undefined;
}
