import { hiddenByKudu } from "../kudu.ts";
import { missing, variableInput, type LinkDefinition } from "../link-definition.ts";
import { CHAIN_RETRY_OPTIONS } from "../managed-identity-options.ts";

export const managedIdentityEnv: LinkDefinition = {
  id: "managed-identity-env",
  title: "Managed identity named by AZURE_CLIENT_ID",
  endpoint: "managed-identity",
  variables: ["AZURE_CLIENT_ID"],
  precheck(facts) {
    const inputs = [variableInput(facts, "AZURE_CLIENT_ID")];
    const notConfigured = missing(inputs) || hiddenByKudu(facts.env);
    return notConfigured === undefined ? { inputs } : { inputs, notConfigured };
  },
  create: (sdk, { env }) => {
    const clientId = env["AZURE_CLIENT_ID"];
    return new sdk.ManagedIdentityCredential({
      ...CHAIN_RETRY_OPTIONS,
      ...(clientId === undefined ? {} : { clientId }),
    });
  },
};
