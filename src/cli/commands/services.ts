import { findService, services } from "../../catalogue/services/index.ts";
import { jsonText } from "../../report/json.ts";
import { serviceFacts } from "../../report/service-facts.ts";
import { serviceText, servicesText } from "../../report/service-text.ts";
import { checkWidth } from "../check-width.ts";
import { UsageError } from "../usage-error.ts";
import { renderOptions, type PlainOutputArguments } from "../write-report.ts";

/** `credprobe services [name]`: what can be probed, with which requests and roles. */
export function servicesCommand(name: string, args: PlainOutputArguments): number {
  checkWidth(args);
  const found = name === "" ? services : [findService(name)].filter((one) => one !== undefined);
  if (found.length === 0) {
    throw new UsageError(
      `services: no service has that name; they are ${services.map((one) => one.name).join(", ")}`,
    );
  }
  const options = renderOptions(args, process.stdout, process.env);
  const [first] = found;
  const text =
    args.output === "json"
      ? jsonText(found.map(serviceFacts))
      : name === "" || first === undefined
        ? servicesText(found, options)
        : serviceText(first, options);
  process.stdout.write(text);
  return 0;
}
