// The managed identity asked by its own class, as an app does that is sure of having one.
import { ManagedIdentityCredential } from "@azure/identity";

const { expiresOnTimestamp } = await new ManagedIdentityCredential().getToken(
  "https://storage.azure.com/.default",
);
console.log(`token until ${new Date(expiresOnTimestamp).toISOString()}`);
