import type { Fix } from "../model/report.ts";

/** Since its version 1.0 the webhook looks at the pod's own label only (failures.md row K1). */
export const LABEL_PODS: Fix = {
  what: "Label the pods themselves, in the template that makes them (a label on the service account is not enough); the cluster makes new pods then:",
  commands: [
    `kubectl patch deployment '<deployment>' --patch '{"spec":{"template":{"metadata":{"labels":{"azure.workload.identity/use":"true"}}}}}'`,
  ],
};

/** Pods keep the variables that they were made with (failures.md row K2). */
export const ANNOTATE_ACCOUNT: Fix = {
  what: "Write the identity's client id on the pod's service account, then make the pods anew:",
  commands: [
    "kubectl annotate serviceaccount '<service-account>' 'azure.workload.identity/client-id=<client-id>'",
    "kubectl rollout restart deployment '<deployment>'",
  ],
};
