import type { Fix } from "../model/report.ts";
import { command } from "./fixes.ts";

/** Since its version 1.0 the webhook looks at the pod's own label only (failures.md row K1). */
export const LABEL_PODS: Fix = {
  what: "Label the pods themselves, in the template that makes them (a label on the service account is not enough); the cluster makes new pods then:",
  commands: [
    `kubectl patch deployment '<deployment>' --patch '{"spec":{"template":{"metadata":{"labels":{"azure.workload.identity/use":"true"}}}}}'`,
  ],
};

/** Pods keep the variables that they were made with (failures.md row K2). */
export const ANNOTATE_ACCOUNT: Fix = {
  what: "Write the identity's client id on the pod's service account, then make the pods anew:",
  commands: [
    "kubectl annotate serviceaccount '<service-account>' 'azure.workload.identity/client-id=<client-id>'",
    "kubectl rollout restart deployment '<deployment>'",
  ],
};

/** What a federated token's file says of itself, and what a federated credential has to hold of it. */
export interface FederatedToken {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** As the collector tells of the file: `issuer ..., subject ..., audience ..., valid until ...`. */
export function federatedTokenOf(told: string | undefined): FederatedToken | undefined {
  const [, issuer, subject, audience] =
    /^issuer (\S+), subject (\S+), audience (\S+), valid until /.exec(told ?? "") ?? [];
  return issuer === undefined || subject === undefined || audience === undefined
    ? undefined
    : { issuer, subject, audience };
}

/** Gives an identity, or an app, a federated credential for exactly this token. */
export function federate(clientId: string, token: FederatedToken | undefined): Fix[] {
  const { issuer, subject, audience } = token ?? {
    issuer: "<issuer>",
    subject: "<subject>",
    audience: "<audience>",
  };
  const parameters = { name: "<name>", issuer, subject, audiences: [audience] };
  return [
    {
      what: "See which name the client id belongs to, a managed identity or an app:",
      commands: [
        command(
          "az",
          "ad",
          "sp",
          "show",
          "--id",
          clientId,
          "--query",
          "{name:displayName,type:servicePrincipalType}",
        ),
      ],
    },
    {
      what: "Give the managed identity a federated credential for exactly this token:",
      commands: [
        command(
          ...["az", "identity", "federated-credential", "create", "--name", "<name>"],
          ...["--identity-name", "<identity>", "--resource-group", "<resource-group>"],
          ...["--issuer", issuer, "--subject", subject, "--audiences", audience],
        ),
      ],
    },
    {
      what: "Or, if it is an app:",
      commands: [
        command(
          ...["az", "ad", "app", "federated-credential", "create", "--id", clientId],
          ...["--parameters", JSON.stringify(parameters)],
        ),
      ],
    },
  ];
}
