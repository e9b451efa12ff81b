import { entraErrors } from "../../catalogue/entra-errors.ts";
import { NOTABLE_SKEW_SECONDS, TOLERATED_SKEW_SECONDS } from "../../catalogue/skew.ts";
import { isReached, linkById, linkPointer } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";

/** An error where Entra refused what was signed by this clock: a federated token is dated by whoever issued it. */
export const clockSkew: Rule = (report) => {
  const { skewSeconds: seconds, source = "a server" } = report.host.clock;
  if (seconds === undefined || Math.abs(seconds) < NOTABLE_SKEW_SECONDS) return [];
  const refused =
    Math.abs(seconds) > TOLERATED_SKEW_SECONDS && isReached(report, "environment")
      ? linkById(report, "environment")?.error?.entra?.some(({ code }) => OUT_OF_TIME.includes(code)) === true
      : false;
  return [
    finding("clock-skew", { seconds, source, refused }, ["/host/clock"], refused ? "error" : "warning"),
  ];
};

/** The codes that say it (catalogue/entra-errors.ts). */
const OUT_OF_TIME: readonly number[] = entraErrors
  .filter((row) => row.finding === "assertion-expired")
  .flatMap(({ codes }) => codes);

export const tlsCheck: Rule = ({ environment }) => {
  const index = environment.findIndex(
    ({ name, value }) => name === "NODE_TLS_REJECT_UNAUTHORIZED" && value === "0",
  );
  return index < 0 ? [] : [finding("tls-check-disabled", {}, [`/environment/${index}`])];
};

export const opaqueTokens: Rule = (report) =>
  report.links
    .filter(({ tokens }) => tokens.some(({ opaque }) => opaque === true))
    .map(({ id }) => finding("token-opaque", { link: id }, [linkPointer(report, id)]));

export const crashes: Rule = (report) =>
  report.links
    .filter(({ outcome }) => outcome === "crashed")
    .map(({ id, reason }) => finding("link-crashed", { link: id, text: reason }, [linkPointer(report, id)]));
