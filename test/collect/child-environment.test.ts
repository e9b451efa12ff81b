import { expect, test } from "vitest";
import {
  appEnvironment,
  childEnvironment,
  startEnvironment,
} from "../../src/collect/isolate/child-environment.ts";
import { realWorld } from "../../src/world/real-world.ts";

test("a child gets the app's variables, and none that print, load or skip checks; names without case", () => {
  const env = {
    AZURE_CLIENT_ID: "id",
    node_options: "--require ./lab-fake.cjs",
    NODE_DEBUG: "http",
    Debug: "*",
    AZURE_LOG_LEVEL: "verbose",
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
    HTTPS_PROXY: "http://proxy.contoso.example:3128",
  };
  expect(childEnvironment(env, { NODE_EXTRA_CA_CERTS: "ca.pem" })).toEqual({
    AZURE_CLIENT_ID: "id",
    HTTPS_PROXY: "http://proxy.contoso.example:3128",
    NODE_EXTRA_CA_CERTS: "ca.pem",
  });
});

test("what another process's variables would load is not handed on", () => {
  const kept = {
    AZURE_CLIENT_ID: "id",
    PATH: "/usr/bin",
    HOME: "/home/app",
    NODE_EXTRA_CA_CERTS: "/app/ca.pem",
    ENVIRONMENT: "prod",
  };
  const loading = {
    ...{ LD_PRELOAD: "./lab-fake.so", LD_AUDIT: "./lab-fake.so", DYLD_INSERT_LIBRARIES: "./lab-fake.dylib" },
    ...{ BASH_ENV: "./lab-fake.sh", ENV: "./lab-fake.sh", "BASH_FUNC_az%%": "() { :; }" },
    ...{ PYTHONPATH: ".", PYTHONSTARTUP: "./lab-fake.py", PERL5OPT: "-Mlabfake", RUBYOPT: "-rlabfake" },
    ...{
      NODE_PATH: ".",
      NODE_OPTIONS: "--require ./lab-fake.cjs",
      JAVA_TOOL_OPTIONS: "-javaagent:lab-fake.jar",
    },
    ...{ DOTNET_STARTUP_HOOKS: "./lab-fake.dll", PSModulePath: ".", OPENSSL_CONF: "./lab-fake.cnf" },
  };
  const world = {
    ...realWorld(),
    env: { ...kept, ...loading },
    guise: { from: "pid" as const, own: {} },
    isolate: { execArgv: [], env: {} },
  };
  expect(appEnvironment(world)).toEqual(kept);
  // This process's own app may load what its user chose.
  const { guise: _, ...own } = world;
  expect(appEnvironment(own)).toMatchObject({ LD_PRELOAD: "./lab-fake.so", PYTHONPATH: "." });
});

test("a child starts with nothing that could be a secret: Node may print it, and others may look", () => {
  const env = {
    AZURE_CLIENT_ID: "id",
    AZURE_CLIENT_SECRET: "lab-fake-secret",
    IDENTITY_HEADER: "lab-fake-header",
    HTTPS_PROXY: "http://u:lab-fake-password@proxy",
    NODE_AUTH_TOKEN: "lab-fake-token",
    NODE_EXTRA_CA_CERTS: "/app/ca.pem",
    LD_LIBRARY_PATH: "/opt/lib",
  };
  const world = { ...realWorld(), env, isolate: { execArgv: [], env: { NODE_ICU_DATA: "/icu" } } };
  expect(startEnvironment(world)).toEqual({
    NODE_EXTRA_CA_CERTS: "/app/ca.pem",
    LD_LIBRARY_PATH: "/opt/lib",
    NODE_ICU_DATA: "/icu",
  });
  expect(appEnvironment(world)).toEqual({ ...env, NODE_ICU_DATA: "/icu" });
});
