import type { HostKind } from "./host-kind.ts";

export const machineLearning: HostKind = {
  kind: "machine-learning",
  title: "Machine Learning compute",
  signs: [
    [{ variable: "AZUREML_RUN_ID" }],
    [{ variable: "AZUREML_ARM_WORKSPACE_NAME" }],
    [{ variable: "AZUREML_MODEL_DIR" }],
    [{ variable: "APPSETTING_WEBSITE_SITE_NAME", holds: /^AMLComputeInstance$/ }],
    [{ variable: "MSI_ENDPOINT" }, { variable: "DEFAULT_IDENTITY_CLIENT_ID" }],
  ],
  shows: ["AZUREML_ARM_WORKSPACE_NAME", "AZUREML_ARM_RESOURCEGROUP"],
  isHosted: true,
  sources: ["MachineLearning", "Imds"],
};
