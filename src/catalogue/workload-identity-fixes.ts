import type { FederatedToken, Fix } from "../model/report.ts";
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

const UNKNOWN: FederatedToken = { issuer: "<issuer>", subject: "<subject>", audience: "<audience>" };

/** Gives an identity, or an app, a federated credential for exactly this token. */
export function federate(clientId: string, token: FederatedToken | undefined): Fix[] {
  const { issuer, subject, audience } = token ?? UNKNOWN;
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

/** The credential that a token lacks differs from one that is there in one part; Entra's number says in which. */
export function mendFederation(
  code: number | undefined,
  clientId: string,
  token: FederatedToken | undefined,
  audience: string | undefined,
): Fix[] {
  const given = audience ?? "<audience>";
  switch (code) {
    case 700_211:
      return [SHOW_ISSUER, ...federate(clientId, token)];
    case 700_212:
      return token?.audience === given ? [SHOW_CREDENTIALS, update(token)] : [project(given)];
    case 7_002_138:
      return [SHOW_CREDENTIALS, update(token ?? UNKNOWN)];
    default:
      return federate(clientId, token);
  }
}

/** A slash at the end is a part of it (azure-workload-identity, troubleshooting). */
const SHOW_ISSUER: Fix = {
  what: "See the issuer that the cluster has now, and compare it with the token's, to the slash at its end:",
  commands: [
    command(
      ...["az", "aks", "show", "--name", "<cluster>", "--resource-group", "<resource-group>"],
      ...["--query", "oidcIssuerProfile.issuerUrl", "--output", "tsv"],
    ),
  ],
};

const SHOW_CREDENTIALS: Fix = {
  what: "See what the federated credentials of the identity hold:",
  commands: [
    command(
      ...["az", "identity", "federated-credential", "list", "--identity-name", "<identity>"],
      ...["--resource-group", "<resource-group>"],
      ...["--query", "[].{name:name,issuer:issuer,subject:subject,audiences:audiences}"],
    ),
  ],
};

function update({ issuer, subject, audience }: FederatedToken): Fix {
  return {
    what: "Write exactly this into the one that is meant (of an app: az ad app federated-credential update):",
    commands: [
      command(
        ...["az", "identity", "federated-credential", "update", "--name", "<name>"],
        ...["--identity-name", "<identity>", "--resource-group", "<resource-group>"],
        ...["--issuer", issuer, "--subject", subject, "--audiences", audience],
      ),
    ],
  };
}

/** The volume of the token says for whom it is; the webhook of workload identity writes the audience of its own cloud. */
function project(audience: string): Fix {
  return {
    what: `Let the token be made for ${audience}, the audience of this cloud: serviceAccountToken.audience of the pod's projected volume, or the cloud that the workload identity webhook was set up for. See what it is, change it, and make the pods anew:`,
    commands: [
      "kubectl get pod '<pod>' --output jsonpath='{.spec.volumes[*].projected.sources[*].serviceAccountToken.audience}'",
      "kubectl rollout restart deployment '<deployment>'",
    ],
  };
}
