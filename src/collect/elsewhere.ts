/** Started from here, they would run outside of the app's container, some of them as root of this machine. */
export const OTHER_ROOT = "its tools belong to another root file system: run credprobe inside the container";

/** Another server may answer here, even get the secret of the endpoint; the metadata service answers for this machine. */
export const OTHER_NETWORK =
  "the app has a network of its own, where its identity endpoint is: run credprobe inside the container";
