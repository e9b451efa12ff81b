import type { LinkInput } from "../../model/report.ts";
import {
  fileInput,
  unusable,
  variableInput,
  type LinkDefinition,
  type LinkFacts,
} from "../link-definition.ts";

export const workloadIdentity: LinkDefinition = {
  id: "workload-identity",
  title: "Workload identity (federated token)",
  endpoint: "entra",
  variables: ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"],
  precheck(facts) {
    const { tenantId, workloadIdentityClientId, managedIdentityClientId } = facts.options;
    const inputs = [
      variableInput(facts, "AZURE_FEDERATED_TOKEN_FILE"),
      optionOr(facts, "tenant", tenantId, "AZURE_TENANT_ID"),
      workloadIdentityClientId === undefined
        ? optionOr(facts, "managed-identity-client-id", managedIdentityClientId, "AZURE_CLIENT_ID")
        : optionOr(facts, "workload-identity-client-id", workloadIdentityClientId, "AZURE_CLIENT_ID"),
      ...fileInput(facts, "AZURE_FEDERATED_TOKEN_FILE"),
    ];
    const notConfigured = unusable(inputs);
    return notConfigured === undefined ? { inputs } : { inputs, notConfigured };
  },
  create: (sdk, { options }) => {
    const { tenantId, workloadIdentityClientId, managedIdentityClientId } = options;
    const clientId = workloadIdentityClientId ?? managedIdentityClientId;
    return new sdk.WorkloadIdentityCredential({
      ...(clientId === undefined ? {} : { clientId }),
      ...(tenantId === undefined ? {} : { tenantId }),
    });
  },
};

/** An option comes before the variable of the same meaning. */
function optionOr(facts: LinkFacts, option: string, value: string | undefined, variable: string): LinkInput {
  return value === undefined
    ? variableInput(facts, variable)
    : { name: option, from: "option", state: "set", value };
}
