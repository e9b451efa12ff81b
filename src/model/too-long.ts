/** Code of a failure of ours: an answer that was not read to its end, because it seemed to have none. */
export const TOO_LONG = "TOO_LONG";
