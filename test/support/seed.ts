import { IS_WHOLE } from "../promises/count.ts";

/**
 * Where chance begins: the same in every ordinary run, so that a change is judged by itself; another one each time that the
 * promises are counted. A test that fails tells it.
 */
export const SEED = Number(process.env["SEED"] ?? (IS_WHOLE ? Date.now() % 1_000_000 : 1));
