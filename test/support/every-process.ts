import { loadedGuard } from "./guard.ts";

// Runs in each test process before its tests, and fails them where a connection could leave the machine.
loadedGuard();
