import * as fc from "fast-check";

// What kills a mutant today kills it tomorrow.
fc.configureGlobal({ seed: 1 });
