import { NOTABLE_SKEW_SECONDS } from "../../catalogue/skew.ts";
import { linkPointer } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";

export const clockSkew: Rule = ({ host: { clock } }) =>
  clock.skewSeconds === undefined || Math.abs(clock.skewSeconds) < NOTABLE_SKEW_SECONDS
    ? []
    : [
        finding("clock-skew", { seconds: clock.skewSeconds, source: clock.source ?? "a server" }, [
          "/host/clock",
        ]),
      ];

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
