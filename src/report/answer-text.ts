import type { Access } from "../model/report.ts";
import { LABELS } from "./labels.ts";

/** What a probe was answered: status and code, or what came in place of them. */
export function answerText({ status, errorCode, exchange, seen }: Partial<Access>): string {
  const answer = [status, errorCode].filter((part) => part !== undefined).join(" ");
  if (answer !== "") return answer;
  return exchange?.failure?.code ?? (seen?.join(" ") || LABELS.noAnswer);
}
