import type { FederatedToken, Fix } from "../../model/report.ts";
import type { HostResource } from "../host-resource.ts";
import { unsetVariables } from "../variable-commands.ts";

/** The app as the environment names it, and what may stand in its place. */
export interface ServicePrincipal {
  readonly clientId: string | undefined;
  readonly tenantId: string | undefined;
  /** A managed identity that works alone, in words. */
  readonly works: string | undefined;
  readonly variables: readonly string[];
  /** What the federated token's file says of itself. */
  readonly holds?: string | undefined;
  /** What the certificate's file says of itself. */
  readonly certificate?: string | undefined;
  /** What that token says for the federated credential. */
  readonly federated?: FederatedToken | undefined;
  /** What is given for the tenant is the id of the machine's subscription. */
  readonly isSubscription?: boolean;
  /** The audience that federated tokens have in the cloud whose login host is asked. */
  readonly audience?: string | undefined;
}

/** When a managed identity works, the variables are most likely a leftover: say that first. */
export function useManagedIdentity({ works, variables }: ServicePrincipal, host: HostResource): Fix[] {
  return works === undefined
    ? []
    : [unsetVariables(variables, `If ${works} is meant, which works here:`, host)];
}
