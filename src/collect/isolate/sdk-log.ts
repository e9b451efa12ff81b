import { AzureLogger, setLogLevel } from "@azure/logger";
import { escapeText } from "../../model/escape-text.ts";
import type { Send } from "./protocol.ts";

/** Hands the SDK's own log on as facts; nothing of it is written anywhere else. */
export function captureSdkLog(send: Send): void {
  setLogLevel("verbose");
  AzureLogger.log = (...parts: unknown[]) => {
    send({ type: "log", line: escapeText(parts.map(String).join(" ")) });
  };
}
