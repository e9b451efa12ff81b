import { hiddenByKudu } from "../kudu.ts";
import type { LinkDefinition, LinkOptions } from "../link-definition.ts";
import { CHAIN_RETRY_OPTIONS } from "../managed-identity-options.ts";

/** Options that name an identity, and how `ManagedIdentityCredential` is told; at most one is given. */
const IDS = [
  { key: "managedIdentityClientId", option: "managed-identity-client-id", parameter: "clientId" },
  { key: "managedIdentityResourceId", option: "managed-identity-resource-id", parameter: "resourceId" },
  { key: "managedIdentityObjectId", option: "managed-identity-object-id", parameter: "objectId" },
] as const satisfies readonly { key: keyof LinkOptions; option: string; parameter: string }[];

export const managedIdentityOption: LinkDefinition = {
  id: "managed-identity-option",
  title: "Managed identity named by option",
  endpoint: "managed-identity",
  variables: [],
  precheck({ env, options }) {
    const given = IDS.find(({ key }) => options[key] !== undefined);
    if (given === undefined) {
      return {
        inputs: [{ name: IDS[0].option, from: "option", state: "unset" }],
        notConfigured: `no managed_identity_client_id was given (--${IDS[0].option})`,
      };
    }
    const value = options[given.key] ?? "";
    const hidden = hiddenByKudu(env);
    return {
      inputs: [{ name: given.option, from: "option", state: "set", value }],
      ...(hidden === undefined ? {} : { notConfigured: hidden }),
    };
  },
  create: (sdk, { options }) => {
    const ids = IDS.flatMap(({ key, parameter }) => (options[key] ? [[parameter, options[key]]] : []));
    return new sdk.ManagedIdentityCredential({ ...CHAIN_RETRY_OPTIONS, ...Object.fromEntries(ids) });
  },
};
