import type { Role } from "./role.ts";

const HSMS = "Microsoft.KeyVault/managedHsm";

/** No Azure roles but an HSM's own. */
export const MANAGED_HSM_ROLES = {
  "Managed HSM Crypto Auditor": {
    id: "2c18b078-7c48-4d3a-af88-5a3a1b3f82b3",
    actions: [],
    dataActions: [`${HSMS}/keys/read/action`],
  },
  "Managed HSM Crypto User": {
    id: "21dbd100-6940-42c2-9190-5d6cb909625b",
    actions: [],
    dataActions: [`${HSMS}/keys/read/action`, `${HSMS}/keys/write/action`, `${HSMS}/keys/delete`],
  },
} as const satisfies Record<string, Role>;
