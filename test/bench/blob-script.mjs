// What a user would write to find out: the default chain, and one call to the container.
import { DefaultAzureCredential } from "@azure/identity";
import { BlobServiceClient } from "@azure/storage-blob";

const { origin, pathname } = new URL(process.argv[2]);
try {
  const service = new BlobServiceClient(origin, new DefaultAzureCredential());
  const found = await service.getContainerClient(pathname.slice(1)).getProperties();
  console.log(`allowed, changed ${found.lastModified?.toISOString()}`);
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
  process.exitCode = 1;
}
