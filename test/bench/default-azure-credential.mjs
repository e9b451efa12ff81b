// What a user would write to find out: the real chain, asked once, for the scope that credprobe takes without a target.
import { DefaultAzureCredential } from "@azure/identity";

try {
  const credential = new DefaultAzureCredential();
  const { expiresOnTimestamp } = await credential.getToken("https://management.azure.com/.default");
  console.log(`token until ${new Date(expiresOnTimestamp).toISOString()}`);
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
  process.exitCode = 1;
}
