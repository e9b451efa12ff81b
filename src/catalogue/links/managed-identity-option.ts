import type { LinkDefinition } from "../link-definition.ts";
import { CHAIN_RETRY_OPTIONS } from "../managed-identity-options.ts";

export const managedIdentityOption: LinkDefinition = {
  id: "managed-identity-option",
  title: "Managed identity named by option",
  endpoint: "managed-identity",
  variables: [],
  precheck({ options }) {
    const value = options.managedIdentityClientId;
    const input = { name: "managed-identity-client-id", from: "option" } as const;
    return value === undefined
      ? {
          inputs: [{ ...input, state: "unset" }],
          notConfigured: "no managed_identity_client_id was given (--managed-identity-client-id)",
        }
      : { inputs: [{ ...input, state: "set", value }] };
  },
  create: (sdk, { options }) =>
    new sdk.ManagedIdentityCredential({
      ...CHAIN_RETRY_OPTIONS,
      ...(options.managedIdentityClientId === undefined ? {} : { clientId: options.managedIdentityClientId }),
    }),
};
