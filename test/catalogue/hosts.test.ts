import { describe, expect, test } from "vitest";
import { hostKind, hostKinds } from "../../src/catalogue/hosts/index.ts";
import type { InstanceFacts } from "../../src/catalogue/hosts/host-kind.ts";
import { detectHost } from "../../src/collect/detect-host.ts";
import { definedVariables } from "../../src/world/real-world.ts";

interface Machine {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly instance?: InstanceFacts;
}

async function detect({ env = {}, files = {}, instance = {} }: Machine) {
  const found = await detectHost(
    {
      env,
      files: {
        exists: (path) => Promise.resolve(path in files),
        readText: (path, maxBytes) => Promise.resolve(files[path]?.slice(0, maxBytes)),
      },
    },
    instance,
  );
  return { kind: found.kind.kind, evidence: found.evidence };
}

const VM_FILES = { "/sys/class/dmi/id/chassis_asset_tag": "7783-7084-3265-9085-8269-3286-77\n" };
const MASK =
  "[Managed identity has been configured. This value is not viewable in Kudu but is exposed to the app.]";
const SITE = { WEBSITE_SITE_NAME: "shop" };
const KUBERNETES = { KUBERNETES_SERVICE_HOST: "10.0.0.1" };
const HIMDS = { "/opt/azcmagent/bin/himds": "" };

describe("each kind is told by its own signs", () => {
  test.each<[kind: string, machine: Machine, evidence: string]>([
    ["azure-vm", { files: VM_FILES }, "/sys/class/dmi/id/chassis_asset_tag"],
    ["azure-vm", { instance: { resourceId: "/subscriptions/s" } }, "resourceId (metadata service)"],
    [
      "vm-scale-set",
      { files: VM_FILES, instance: { resourceId: "/subscriptions/s", scaleSet: "web" } },
      "scaleSet (metadata service)",
    ],
    ["app-service-linux", { env: SITE }, "WEBSITE_SITE_NAME"],
    ["app-service-windows", { env: { ...SITE, SystemRoot: "C:\\Windows" } }, "SystemRoot"],
    ["kudu-windows", { env: { ...SITE, WEBSITE_IIS_SITE_NAME: "~1shop" } }, "WEBSITE_IIS_SITE_NAME"],
    ["kudu-windows", { env: { ...SITE, DIRCMD: "/OG /ON", PROMPT: "$P$G" } }, "DIRCMD"],
    ["kudu-linux", { env: { ...SITE, KUDU_APPPATH: "/opt/Kudu" } }, "KUDU_APPPATH"],
    ["kudu-linux", { env: { ...SITE, MSI_ENDPOINT: MASK } }, "MSI_ENDPOINT"],
    ["kudu-linux", { env: { ...SITE, KUDU_RUN_USER: "u1", SSH_CONNECTION: "a b" } }, "KUDU_RUN_USER"],
    ["app-service-ssh", { env: { ...SITE, SSH_CONNECTION: "a b" } }, "SSH_CONNECTION"],
    [
      "app-service-ssh",
      { env: { SSH_CONNECTION: "a b" }, files: { "/proc/1/environ": "A=1\0WEBSITE_SITE_NAME=shop\0B=2\0" } },
      "WEBSITE_SITE_NAME of process 1",
    ],
    [
      "app-service-ssh",
      { env: { SSH_CONNECTION: "a b" }, files: { "/home/site/wwwroot": "", "/home/LogFiles": "" } },
      "/home/site/wwwroot",
    ],
    ["functions", { env: { ...SITE, FUNCTIONS_WORKER_RUNTIME: "node" } }, "FUNCTIONS_WORKER_RUNTIME"],
    ["container-apps", { env: { ...KUBERNETES, CONTAINER_APP_NAME: "shop" } }, "CONTAINER_APP_NAME"],
    ["container-apps", { env: { CONTAINER_APP_JOB_NAME: "nightly" } }, "CONTAINER_APP_JOB_NAME"],
    [
      "container-instances",
      { env: { Fabric_ApplicationName: "caas-066ceaa3936144679f39ae063b23467a" } },
      "Fabric_ApplicationName",
    ],
    ["container-instances", { env: { HOSTNAME: "SandboxHost-639260246187485962" } }, "HOSTNAME"],
    ["aks", { env: KUBERNETES, files: VM_FILES }, "KUBERNETES_SERVICE_HOST"],
    [
      "aks",
      { env: { ...KUBERNETES, AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/token" } },
      "AZURE_FEDERATED_TOKEN_FILE",
    ],
    ["aks", { env: KUBERNETES, instance: { resourceId: "/subscriptions/s" } }, "KUBERNETES_SERVICE_HOST"],
    ["azure-arc", { files: HIMDS }, "/opt/azcmagent/bin/himds"],
    [
      "azure-arc",
      {
        env: {
          IMDS_ENDPOINT: "http://localhost:40342",
          IDENTITY_ENDPOINT: "http://localhost:40342/metadata/identity/oauth2/token",
        },
      },
      "IMDS_ENDPOINT",
    ],
    ["service-fabric", { env: { Fabric_ApplicationName: "fabric:/Shop" } }, "Fabric_ApplicationName"],
    ["cloud-shell", { env: { ACC_CLOUD: "PROD", HOSTNAME: "SandboxHost-1" } }, "ACC_CLOUD"],
    ["machine-learning", { env: { AZUREML_RUN_ID: "run" }, files: VM_FILES }, "AZUREML_RUN_ID"],
    ["github-actions", { env: { GITHUB_ACTIONS: "true" }, files: VM_FILES }, "GITHUB_ACTIONS"],
    ["azure-pipelines", { env: { TF_BUILD: "True" }, files: VM_FILES }, "TF_BUILD"],
    ["developer-machine", { env: { TERM_PROGRAM: "vscode" } }, "TERM_PROGRAM"],
    ["developer-machine", { env: { TERM_PROGRAM: "iTerm.app" } }, "TERM_PROGRAM"],
    ["unknown", {}, ""],
  ])("%s: %j", async (kind, machine, evidence) => {
    const found = await detect(machine);
    expect(found.kind).toBe(kind);
    expect(found.evidence.map(({ what }) => what)).toEqual(
      evidence === "" ? [] : expect.arrayContaining([evidence]),
    );
  });
});

describe("what nearly is a sign", () => {
  test.each<[what: string, machine: Machine, kind: string]>([
    ["a pod of another cloud", { env: KUBERNETES }, "unknown"],
    ["tmux on some server", { env: { TERM_PROGRAM: "tmux" } }, "unknown"],
    ["SSH into some server", { env: { SSH_CONNECTION: "a b" } }, "unknown"],
    ["SSH into a VM", { env: { SSH_CONNECTION: "a b" }, files: VM_FILES }, "azure-vm"],
    [
      "another maker's asset tag",
      { files: { "/sys/class/dmi/id/chassis_asset_tag": "No Asset Tag" } },
      "unknown",
    ],
    ["Functions on a developer's machine", { env: { FUNCTIONS_WORKER_RUNTIME: "node" } }, "unknown"],
    [
      "an app setting for Kudu, which the app sees too",
      { env: { ...SITE, SCM_DO_BUILD_DURING_DEPLOYMENT: "true" } },
      "app-service-linux",
    ],
    [
      "Kudu's folder on Windows",
      { env: { ...SITE, SystemRoot: "C:\\Windows", KUDU_APPPATH: "C:\\DWASFiles" } },
      "app-service-windows",
    ],
    [
      "a site whose web site is the app's own",
      { env: { ...SITE, SystemRoot: "C:\\Windows", WEBSITE_IIS_SITE_NAME: "shop" } },
      "app-service-windows",
    ],
    ["a variable without a value", { env: { CONTAINER_APP_NAME: "" } }, "unknown"],
    ["GITHUB_ACTIONS=false", { env: { GITHUB_ACTIONS: "false" } }, "unknown"],
    [
      "Functions on its hidden Service Fabric",
      { env: { ...SITE, FUNCTIONS_EXTENSION_VERSION: "~4", Fabric_ApplicationName: "App-1" } },
      "functions",
    ],
    ["half of the Arc variables", { env: { IMDS_ENDPOINT: "http://localhost:40342" } }, "unknown"],
  ])("%s", async (_what, machine, kind) => {
    expect((await detect(machine)).kind).toBe(kind);
  });
});

test("of a process's environment no more is shown than the site's name", async () => {
  const environ =
    "IDENTITY_HEADER=lab-fake-header\0WEBSITE_SITE_NAME=shop\0AZURE_CLIENT_SECRET=lab-fake-secret\0";
  const { evidence } = await detect({
    env: { SSH_CONNECTION: "a b" },
    files: { "/proc/1/environ": environ },
  });
  expect(evidence).toContainEqual({ what: "WEBSITE_SITE_NAME of process 1", value: "shop" });
  expect(JSON.stringify(evidence)).not.toContain("lab-fake");
});

test("a Windows world has its names in upper case", async () => {
  const env = definedVariables({ Website_Site_Name: "shop", SystemRoot: "C:\\Windows" }, "win32");
  expect(env).toEqual({ WEBSITE_SITE_NAME: "shop", SYSTEMROOT: "C:\\Windows" });
  expect((await detect({ env })).kind).toBe("app-service-windows");
  expect(definedVariables({ azure_client_id: "x" }, "linux")).toEqual({ azure_client_id: "x" });
});

test("kinds have different names, and the last one always fits", () => {
  const kinds = hostKinds.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(hostKinds.at(-1)?.signs).toEqual([[]]);
  expect(hostKind("a-kind-of-the-future").kind).toBe("unknown");
});

test("no kind shows a variable that tells of a secret", () => {
  for (const { shows, signs } of hostKinds) {
    const named = [...shows, ...signs.flat().flatMap((sign) => ("variable" in sign ? [sign.variable] : []))];
    for (const name of named) expect(name).not.toMatch(/SECRET|HEADER|PASSWORD|KEY/);
  }
});

test("of an endpoint that tells a kind, its user and query are not shown", async () => {
  const env = {
    IDENTITY_SERVER_THUMBPRINT: "00",
    IDENTITY_ENDPOINT: "https://u:pw@10.0.0.4:2377/metadata/identity?code=x",
  };
  const { evidence } = await detect({ env });
  expect(evidence.find(({ what }) => what === "IDENTITY_ENDPOINT")?.value).toBe(
    "https://10.0.0.4:2377/metadata/identity",
  );
});
