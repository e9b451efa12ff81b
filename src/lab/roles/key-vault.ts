import type { Role } from "./role.ts";

const VAULTS = "Microsoft.KeyVault/vaults";

export const KEY_VAULT_ROLES = {
  "Key Vault Reader": {
    id: "21090545-7ca7-4776-b22c-e363652d74d2",
    actions: [`${VAULTS}/*/read`],
    dataActions: [`${VAULTS}/*/read`, `${VAULTS}/secrets/readMetadata/action`],
  },
  "Key Vault Secrets User": {
    id: "4633458b-17de-408a-b874-0445c86b69e6",
    actions: [],
    dataActions: [`${VAULTS}/secrets/getSecret/action`, `${VAULTS}/secrets/readMetadata/action`],
  },
  "Key Vault Secrets Officer": {
    id: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    actions: [],
    dataActions: [`${VAULTS}/secrets/*`],
  },
  "Key Vault Crypto User": {
    id: "12338af0-0e69-4776-bea7-57ae8d297424",
    actions: [],
    dataActions: [`${VAULTS}/keys/read`, `${VAULTS}/keys/update/action`],
  },
  "Key Vault Certificate User": {
    id: "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
    actions: [],
    dataActions: [
      `${VAULTS}/certificates/read`,
      `${VAULTS}/secrets/getSecret/action`,
      `${VAULTS}/secrets/readMetadata/action`,
      `${VAULTS}/keys/read`,
    ],
  },
  "Key Vault Contributor": {
    id: "f25e0fa2-a7c8-4377-a976-54943a77a395",
    actions: [`${VAULTS}/*`],
    dataActions: [],
  },
} as const satisfies Record<string, Role>;
