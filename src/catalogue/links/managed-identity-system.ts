import { hiddenByKudu } from "../kudu.ts";
import type { LinkDefinition } from "../link-definition.ts";
import { CHAIN_RETRY_OPTIONS } from "../managed-identity-options.ts";

export const managedIdentitySystem: LinkDefinition = {
  id: "managed-identity-system",
  title: "Managed identity, no id given (system-assigned)",
  endpoint: "managed-identity",
  variables: [],
  precheck({ env }) {
    const hidden = hiddenByKudu(env);
    return { inputs: [], ...(hidden === undefined ? {} : { notConfigured: hidden }) };
  },
  create: (sdk) => new sdk.ManagedIdentityCredential({ ...CHAIN_RETRY_OPTIONS }),
};
