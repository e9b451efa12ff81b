import type { LinkInput } from "../../model/report.ts";
import {
  fileInput,
  unusable,
  variableInput,
  type LinkDefinition,
  type LinkFacts,
} from "../link-definition.ts";

export const environment: LinkDefinition = {
  id: "environment",
  title: "Environment service principal",
  endpoint: "entra",
  variables: [
    "AZURE_TENANT_ID",
    "AZURE_CLIENT_ID",
    "AZURE_CLIENT_SECRET",
    "AZURE_CLIENT_CERTIFICATE_PATH",
    "AZURE_CLIENT_CERTIFICATE_PASSWORD",
    "AZURE_USERNAME",
    "AZURE_PASSWORD",
    "AZURE_AUTHORITY_HOST",
  ],
  precheck(facts) {
    const inputs = [
      variableInput(facts, "AZURE_TENANT_ID"),
      variableInput(facts, "AZURE_CLIENT_ID"),
      ...proofInputs(facts),
    ];
    const notConfigured = unusable(inputs);
    return notConfigured === undefined ? { inputs } : { inputs, notConfigured };
  },
  create: (sdk) => new sdk.EnvironmentCredential(),
};

/** The proof the SDK would use: a secret before a certificate before a password (chain.md section 2, JavaScript). */
function proofInputs(facts: LinkFacts): LinkInput[] {
  const { env } = facts;
  if (!env["AZURE_CLIENT_SECRET"]) {
    if (env["AZURE_CLIENT_CERTIFICATE_PATH"]) {
      const name = "AZURE_CLIENT_CERTIFICATE_PATH";
      return [variableInput(facts, name), ...fileInput(facts, name)];
    }
    if (env["AZURE_USERNAME"] && env["AZURE_PASSWORD"]) {
      return [variableInput(facts, "AZURE_USERNAME"), variableInput(facts, "AZURE_PASSWORD")];
    }
  }
  return [variableInput(facts, "AZURE_CLIENT_SECRET")];
}
