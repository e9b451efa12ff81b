import { compareVersions, releases, type ReleaseMatter } from "../../catalogue/sdk-releases.ts";
import type { MessageReading } from "../../model/message-reading.ts";
import { finding, type Found } from "../finding.ts";
import type { Judged } from "../judged.ts";
import { MESSAGE_POINTER, type Told } from "./told.ts";

/** The text is of a release of the SDK that does otherwise than the modelled one, in something that matters here. */
export function olderRelease({ report, reading }: Told): Found[] {
  const { release } = reading;
  if (release === undefined) return [];
  const { sdk, version } = release;
  const rows = releases.filter(
    (row) =>
      row.sdk === sdk &&
      compareVersions(version, row.before) < 0 &&
      (row.from === undefined || compareVersions(version, row.from) >= 0) &&
      isMatter(row.matters, report, reading),
  );
  return rows.length === 0
    ? []
    : [
        finding("message-of-older-sdk", { sdk, version, differs: rows.map(({ differs }) => differs) }, [
          MESSAGE_POINTER,
        ]),
      ];
}

function isMatter(matter: ReleaseMatter, { environment }: Judged, { readings }: MessageReading): boolean {
  if (typeof matter === "object") {
    return readings.some(({ causes }) => causes.some(({ slug }) => matter.says.some((one) => one === slug)));
  }
  const value = environment
    .find(({ name }) => name === "AZURE_TOKEN_CREDENTIALS")
    ?.value?.trim()
    .toLowerCase();
  if (value === undefined || value === "") return false;
  if (matter === "token-credentials") return true;
  if (matter === "token-credentials-managed-identity") return value === "managedidentitycredential";
  return value !== "dev" && value !== "prod";
}
