import { expect, test } from "vitest";
import { childEnvironment } from "../../src/collect/isolate/child-environment.ts";

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
