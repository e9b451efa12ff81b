import * as fc from "fast-check";
import { loadedGuard } from "./guard.ts";
import { SEED } from "./seed.ts";

// Runs in each test process before its tests, and fails them where a connection could leave the machine.
loadedGuard();

fc.configureGlobal({ seed: SEED });
