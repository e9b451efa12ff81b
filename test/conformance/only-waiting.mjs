/** What a host writes to standard error when nothing in it computes any more: another host may start beside it. */
export const ONLY_WAITING = "only waiting\n";
