import { missing, variableInput, type LinkDefinition } from "../link-definition.ts";

export const workloadIdentity: LinkDefinition = {
  id: "workload-identity",
  title: "Workload identity (federated token)",
  endpoint: "entra",
  variables: ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"],
  precheck(facts) {
    const inputs = [
      variableInput(facts, "AZURE_FEDERATED_TOKEN_FILE"),
      variableInput(facts, "AZURE_TENANT_ID"),
      variableInput(facts, "AZURE_CLIENT_ID"),
    ];
    const absent = missing(inputs);
    return absent === "" ? { inputs } : { inputs, notConfigured: absent };
  },
  create: (sdk) => new sdk.WorkloadIdentityCredential(),
};
