import type { Fix } from "../model/report.ts";
import { ARC_REFUSALS } from "./arc-errors.ts";
import { command, SAME_TARGETS } from "./fixes.ts";
import { METADATA_PATTERNS } from "./metadata-errors.ts";
import type { HostResource } from "./host-resource.ts";
import { assignIdentity } from "./identity-commands.ts";
import { unsetVariables } from "./variable-commands.ts";

/** An answer that is no token and has no finding of its own. */
export interface Refusal {
  readonly link: string;
  readonly source: string;
  readonly status: number;
  readonly code: string | undefined;
  readonly text: string;
}

interface Remedy {
  fits(refusal: Refusal): boolean;
  fix(host: HostResource, refusal: Refusal): Fix;
}

/** First that fits; the last one always does. */
const REMEDIES: readonly Remedy[] = [
  {
    fits: ({ text, source }) => source === "Imds" && METADATA_PATTERNS.forwarded.test(text),
    fix: () => ({
      what: "Something on the way adds the header X-Forwarded-For, and the metadata service takes no request that was forwarded: let requests to it pass no proxy and no sidecar. See which proxy variables are set:",
      commands: ["env | grep -i proxy"],
    }),
  },
  {
    fits: ({ code }) => code === "AudienceNotSupported",
    fix: () => ({
      what: "Cloud Shell gives tokens for a fixed list of audiences. Sign in to the Azure CLI there, which gets tokens for others by itself, and use AzureCliCredential; or run the app elsewhere:",
      commands: [command("az", "login")],
    }),
  },
  {
    fits: ({ code }) => code === "invalid_resource",
    fix: () => ({
      what: "The resource that the token is for is not known; the identity is not the problem. Ask for <application id URI>/.default, and see the audience of each service:",
      commands: [command("credprobe", "services")],
    }),
  },
  {
    fits: ({ code }) => code === "bad_request_102" || code === "SecretHeaderNotFound",
    fix: () => ({
      what: "Something on the way takes a header away: let requests to the endpoint pass no proxy and no sidecar. See which proxy variables are set:",
      commands: ["env | grep -i proxy"],
    }),
  },
  {
    fits: ({ status }) => status === 405,
    fix: (host) =>
      unsetVariables(
        ["MSI_ENDPOINT"],
        "MSI_ENDPOINT without MSI_SECRET is taken for Cloud Shell's, which is asked by POST. If this is no Cloud Shell,",
        host,
      ),
  },
  {
    fits: ({ status, source }) => (status === 401 || status === 403) && source === "Imds",
    fix: (host) => {
      const { what, commands } = assignIdentity(host);
      const again = what.charAt(0).toLowerCase() + what.slice(1);
      return {
        what: `The identity is not set up as it should be. Switch it off and on again; to ${again}`,
        commands,
      };
    },
  },
  {
    fits: ({ code, source }) =>
      source === "AzureArc" && code !== undefined && Object.hasOwn(ARC_REFUSALS, code),
    fix: () => ({
      what: "Something else than the agent answers there, or its installation is damaged. See what listens on the agent's port, and whether the agent runs:",
      commands: ["ss -ltnp 'sport = :40342'", "azcmagent show"],
    }),
  },
  {
    fits: ({ status, source }) => (status === 401 || status === 403) && source === "AzureArc",
    fix: () => ({
      what: "The key that was sent is not the agent's. See whether the agent runs, and start it again:",
      commands: ["azcmagent show", "sudo systemctl restart himdsd"],
    }),
  },
  {
    fits: ({ status }) => status === 401 || status === 403,
    fix: () => ({
      what: "The platform changes the endpoint's secret (IDENTITY_HEADER, MSI_SECRET) from time to time, and each process has its own. Take the variables of the app's process, not copied ones:",
      commands: [`credprobe --env-from app ${SAME_TARGETS}`],
    }),
  },
  {
    fits: () => true,
    fix: (_host, { link }) => ({
      what: "Ask once more, with the SDK's own log. Where it stays so, a support ticket needs the status, the endpoint's words and the time:",
      commands: [command("credprobe", "--only", link, "--verbose")],
    }),
  },
];

/** What helps against a refusal, by who refused and how (failures.md sections b.1 to b.5). */
export function remediesFor(refusal: Refusal, host: HostResource): Fix[] {
  return REMEDIES.filter(({ fits }) => fits(refusal))
    .slice(0, 1)
    .map(({ fix }) => fix(host, refusal));
}
