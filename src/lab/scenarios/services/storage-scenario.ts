import type { Verdict } from "../../../model/words.ts";
import { AZURE_VM_FILES, LINUX_ENVIRONMENT, SYSTEM_IDENTITY } from "../../contoso.ts";
import type { LabAssignment, LabStorageAccount } from "../../lab-resource.ts";
import type { RoleName } from "../../roles.ts";
import { defineScenario, type Scenario } from "../../scenario.ts";

interface StorageCase {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  readonly account: LabStorageAccount;
  readonly target: string;
  /** What `--access` is given; read when absent. */
  readonly access?: string;
  readonly assignments: readonly LabAssignment[];
  /** One for each probe. */
  readonly verdicts: readonly Verdict[];
  readonly exitCode: number;
  readonly findings: readonly string[];
}

/** A virtual machine asks one endpoint of a storage account with its system-assigned identity. */
export function storageScenario(one: StorageCase): Scenario {
  const { name, title, story, account, target, access, assignments, verdicts, exitCode, findings } = one;
  return defineScenario({
    ...{ name, title, story, assignments },
    env: LINUX_ENVIRONMENT,
    files: AZURE_VM_FILES,
    targets: [target],
    args: access === undefined ? [] : ["--access", access],
    identities: { systemAssigned: SYSTEM_IDENTITY, userAssigned: [] },
    storage: [account],
    expect: {
      exitCode,
      winner: { state: "won", link: "managed-identity-system" },
      outcomes: { "managed-identity-system": "succeeded" },
      verdicts: verdicts.map((verdict) => ({ link: "managed-identity-system", verdict })),
      findings,
    },
  });
}

/** A role of the machine's identity on the account, or on one part of it. */
export function systemHas(
  role: RoleName,
  more: Pick<LabAssignment, "part" | "condition"> = {},
): LabAssignment {
  return { principalId: SYSTEM_IDENTITY.objectId, role, resource: "contosodata", ...more };
}
