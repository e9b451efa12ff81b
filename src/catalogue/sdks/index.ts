import { javascript } from "./javascript.ts";
import { python } from "./python.ts";
import type { SdkModel } from "./sdk-model.ts";

export const sdkModels: readonly SdkModel[] = [javascript, python];
