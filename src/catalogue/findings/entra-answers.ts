import type { Fix } from "../../model/report.ts";
import type { EntraErrorRow } from "../entra-errors.ts";
import { defineFinding } from "../finding-definition.ts";
import { command } from "../fixes.ts";
import { useManagedIdentity, type ServicePrincipal } from "./service-principal.ts";

/** An answer of Entra, with what the row of its number says (catalogue/entra-errors.ts). */
export interface EntraAnswer extends ServicePrincipal {
  readonly code: number;
  readonly means: string;
  readonly fix: Fix;
  /** The developer tool that asked. */
  readonly tool?: string;
}

/** Findings whose words come from the number's row: one for every cause that has a fix of its own. */
function answered(title: string, more: { readonly mayPass?: true; readonly moots?: readonly string[] } = {}) {
  return defineFinding<EntraAnswer>({
    level: "error",
    title,
    cause: ({ code, means, tool }) =>
      `Entra answered AADSTS${code}${tool === undefined ? "" : ` to ${tool}`}: ${means}.`,
    fixes: (args, host) => [...useManagedIdentity(args, host), args.fix],
    ...more,
  });
}

export const entraAnswerFindings = {
  "secret-not-sent": answered("No proof of the app's identity reached Entra"),
  "app-without-principal": answered("The app has no service principal in this tenant", { mayPass: true }),
  "app-disabled": answered("The app is switched off in this tenant", { mayPass: true }),
  "app-registered-otherwise": answered("The app's registration does not allow this sign-in"),
  "tenant-not-named": answered("No single tenant is named for the sign-in"),
  "tenant-in-other-cloud": answered("The tenant belongs to another cloud"),
  "tenant-restricted": answered("Access between tenants is restricted", { mayPass: true }),
  "authority-not-known": answered("Entra does not know the login host that is set"),
  "regional-host-refused": answered("The regional login host is not for this app"),
  "federation-issuer-unreachable": answered("Entra cannot read the keys of the token's issuer", {
    mayPass: true,
  }),
  "federation-needs-app-token": answered("A person's token was sent as the federated token"),
  "assertion-refused": answered("Entra does not accept what the app signed"),
  "resource-not-known": answered("Entra does not know what the token is for"),
  "request-malformed": answered("Entra cannot read the request for a token"),
  "permission-missing": answered("The app lacks a consent or an assignment", { mayPass: true }),
  "policy-blocks-login": answered("A policy of the tenant blocks the sign-in", { mayPass: true }),
  "user-sign-in-refused": answered("Entra refused the sign-in of a person"),
  "entra-has-a-problem": answered("Entra cannot answer at the moment", { mayPass: true }),
} as const;

/** Entra's answer about a resource that a managed identity asked for, which its endpoint passes on. */
export function passedOn(row: EntraErrorRow, code: number, resource: string): EntraAnswer {
  const nobody = { clientId: undefined, tenantId: undefined, works: undefined, variables: [] };
  const { means, fix } = aboutResource(row, resource);
  return {
    ...nobody,
    code,
    means: `${means}, and the managed identity's endpoint passes Entra's answer on: the identity is not the problem`,
    fix,
  };
}

/** What a number says of the resource that was asked for, by its name. */
export function aboutResource(row: EntraErrorRow, resource: string): Pick<EntraAnswer, "means" | "fix"> {
  return {
    means: `${row.means}. A token was asked for ${resource}`,
    fix: {
      what: `${row.fix} To see whether the tenant knows it, and by which names:`,
      commands: [command("az", "ad", "sp", "show", "--id", resource, "--query", "servicePrincipalNames")],
    },
  };
}
