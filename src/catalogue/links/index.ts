import type { LinkId } from "../../model/words.ts";
import type { LinkDefinition } from "../link-definition.ts";
import { azureCli } from "./azure-cli.ts";
import { azureDeveloperCli } from "./azure-developer-cli.ts";
import { azurePowershell } from "./azure-powershell.ts";
import { broker } from "./broker.ts";
import { environment } from "./environment.ts";
import { managedIdentityEnv } from "./managed-identity-env.ts";
import { managedIdentityOption } from "./managed-identity-option.ts";
import { managedIdentitySystem } from "./managed-identity-system.ts";
import { visualStudioCode } from "./visual-studio-code.ts";
import { workloadIdentity } from "./workload-identity.ts";

const byId: Readonly<Record<LinkId, LinkDefinition>> = {
  environment,
  "workload-identity": workloadIdentity,
  "managed-identity-option": managedIdentityOption,
  "managed-identity-env": managedIdentityEnv,
  "managed-identity-system": managedIdentitySystem,
  "visual-studio-code": visualStudioCode,
  "azure-cli": azureCli,
  "azure-powershell": azurePowershell,
  "azure-developer-cli": azureDeveloperCli,
  broker,
};

export function linkDefinition(id: LinkId): LinkDefinition {
  return byId[id];
}
