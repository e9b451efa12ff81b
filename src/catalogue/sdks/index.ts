import { dotnet } from "./dotnet.ts";
import { go } from "./go.ts";
import { java } from "./java.ts";
import { javascript } from "./javascript.ts";
import { python } from "./python.ts";
import type { SdkModel } from "./sdk-model.ts";

/** The SDKs whose chains are predicted; the attempts themselves are made with the one for JavaScript. */
export const sdkModels: readonly SdkModel[] = [javascript, python, dotnet, java, go];
