import { describe, expect, test } from "vitest";
import { hostKinds } from "../../src/catalogue/hosts/index.ts";
import { siteOf, type HostResource } from "../../src/catalogue/host-resource.ts";
import { assignIdentity, listIdentities } from "../../src/catalogue/identity-commands.ts";
import { setVariable, unsetVariables } from "../../src/catalogue/variable-commands.ts";

const IDENTITY =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i";

function host(kind: string, more: Partial<HostResource> = {}): HostResource {
  return { kind, resourceId: undefined, name: undefined, ...more };
}

/** Kinds of host that are virtual machines as far as identities go. */
const MACHINES = ["azure-vm", "github-actions", "azure-pipelines", "developer-machine", "unknown"];

describe("what gives a host an identity", () => {
  test.each(hostKinds.map(({ kind }) => kind).filter((kind) => !MACHINES.includes(kind)))(
    "%s is not taken for a virtual machine",
    (kind) => {
      const fixes = [
        assignIdentity(host(kind)),
        assignIdentity(host(kind), IDENTITY),
        listIdentities(host(kind)),
      ];
      const commands = fixes.flatMap((fix) => fix.commands).join("\n");
      expect(commands).not.toMatch(/\baz vm\b/);
      for (const { what } of fixes) expect(what).not.toBe("");
    },
  );

  test.each([
    ["app-service-linux", "az webapp identity assign --name shop --resource-group rg --slot blue"],
    ["kudu-windows", "az webapp identity assign --name shop --resource-group rg --slot blue"],
    ["functions", "az functionapp identity assign --name shop --resource-group rg --slot blue"],
    ["container-apps", "az containerapp identity assign --name shop --resource-group rg --system-assigned"],
    [
      "container-instances",
      "az container create --name shop --resource-group rg --assign-identity '[system]'",
    ],
    [
      "machine-learning",
      "az ml compute update --name '<compute>' --workspace-name ws --resource-group rg --identity-type SystemAssigned",
    ],
    ["azure-arc", "azcmagent show"],
    ["cloud-shell", "az account show --query user"],
  ])("%s: %s", (kind, command) => {
    const slot = /app-service|kudu|functions/.test(kind) ? "blue" : undefined;
    const place = host(kind, { name: "shop", resourceGroup: "rg", workspace: "ws", slot });
    expect(assignIdentity(place).commands).toContain(command);
  });

  test("a pod's identity is its service account's", () => {
    expect(assignIdentity(host("aks"), IDENTITY).commands.join("\n")).toMatch(
      /federated-credential create[^]*kubectl annotate serviceaccount[^]*azure\.workload\.identity\/use":"true"/,
    );
  });

  test("a scale set's identities are not those of one of its machines", () => {
    const set = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/vmss";
    const machine = host("vm-scale-set", { resourceId: `${set}/virtualMachines/0` });
    expect(assignIdentity(machine).commands).toEqual([`az vmss identity assign --ids ${set}`]);
  });
});

test.each([
  ["shop", undefined, "shop", undefined],
  ["shop", "Production", "shop", undefined],
  ["shop", "blue", "shop", "blue"],
  ["shop__blue", undefined, "shop", "blue"],
  ["shop(blue)", undefined, "shop", "blue"],
  [undefined, "blue", undefined, "blue"],
  [undefined, undefined, undefined, undefined],
])("site %s, slot %s", (siteName, slotName, name, slot) => {
  expect(siteOf(siteName, slotName)).toEqual({ name, slot });
});

describe("where a variable is changed", () => {
  const slot = host("app-service-linux", { name: "shop", resourceGroup: "rg", slot: "blue" });

  test("an app setting, of the slot", () => {
    const fix = unsetVariables(["A", "B"], "If so:", slot);
    expect(fix.what).toBe(
      "If so: remove A, B from the app settings (or from the image, where it sets them):",
    );
    expect(fix.commands).toEqual([
      "az webapp config appsettings delete --name shop --resource-group rg --slot blue --setting-names A B",
    ]);
    expect(setVariable("A", "x y", "Set it:", { ...slot, kind: "functions" }).commands).toEqual([
      "az functionapp config appsettings set --name shop --resource-group rg --slot blue --settings 'A=x y'",
    ]);
  });

  test("a container app, and a pod", () => {
    expect(unsetVariables(["A"], "If so:", host("container-apps", { name: "shop" })).commands).toEqual([
      "az containerapp update --name shop --resource-group '<resource-group>' --remove-env-vars A",
    ]);
    expect(unsetVariables(["A"], "If so:", host("aks")).commands).toEqual([
      "kubectl set env 'deployment/<deployment>' A-",
    ]);
  });

  test("a machine's shell", () => {
    expect(unsetVariables(["A"], "If so:", host("azure-vm")).commands).toEqual(["unset A"]);
    expect(setVariable("A", "x y", "Set it:", host("azure-vm")).commands).toEqual(["export A='x y'"]);
  });
});
