import type { Role } from "./role.ts";

const REGISTRIES = "Microsoft.ContainerRegistry/registries";

/** The first three are of registries without repository permissions: control-plane actions, which Owner holds, too. */
export const CONTAINER_REGISTRY_ROLES = {
  AcrPull: {
    id: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    actions: [`${REGISTRIES}/pull/read`],
    dataActions: [],
  },
  AcrPush: {
    id: "8311e382-0749-4cb8-b61a-304f252e45ec",
    actions: [`${REGISTRIES}/pull/read`, `${REGISTRIES}/push/write`],
    dataActions: [],
  },
  "Container Registry Repository Reader": {
    id: "b93aa761-3e63-49ed-ac28-beffa264f7ac",
    actions: [],
    dataActions: [`${REGISTRIES}/repositories/content/read`],
  },
  "Container Registry Repository Writer": {
    id: "2a1e307c-b015-4ebd-883e-5b7698a07328",
    actions: [],
    dataActions: [
      ...[`${REGISTRIES}/repositories/content/read`, `${REGISTRIES}/repositories/content/write`],
      ...[`${REGISTRIES}/repositories/metadata/read`, `${REGISTRIES}/repositories/metadata/write`],
    ],
  },
} as const satisfies Record<string, Role>;
