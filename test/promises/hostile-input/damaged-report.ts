import * as fc from "fast-check";
import { hostileText } from "../../support/hostile-texts.ts";

/** Whole JSON, and far deeper than any function that calls itself can follow. */
const DEEP = `${'[{"a":'.repeat(50_000)}0${"}]".repeat(50_000)}`;

const VERSIONS = ["0", "2", "99", "1e999", "-1", '"1"', "null", "1.5", "[1]", "{}", "true"];

const NO_REPORTS = ["", "null", "[]", "{}", "0", '"x"', "[".repeat(200_000), '{"a":'.repeat(100_000)];

/** The text of a report that was cut, written over, put together with another, or put together by somebody. */
export function damagedReport(whole: string): fc.Arbitrary<string> {
  const place = fc.tuple(fc.nat(whole.length), hostileText);
  return fc.oneof(
    fc.nat(whole.length).map((at) => whole.slice(0, at)),
    place.map(([at, text]) => whole.slice(0, at) + text + whole.slice(at)),
    place.map(([at, text]) => whole.slice(0, at) + text + whole.slice(at + text.length)),
    hostileText.map((text) => text + whole),
    hostileText.map((text) => whole + text),
    fc.constantFrom(
      ...[...NO_REPORTS, whole + whole, `[${whole}]`],
      ...VERSIONS.map((version) => whole.replace('"schemaVersion":1', `"schemaVersion":${version}`)),
      whole.replace('"links":', `"links":${DEEP},"x":`),
    ),
    { weight: 4, arbitrary: fc.oneof(fc.constantFrom(...stillReports(whole)), hostileMember(whole)) },
  );
}

/** More, or other white space, than this program writes, in what is still a report. */
function stillReports(whole: string): string[] {
  return [
    whole.replace('"tool":', `"more":${DEEP},"tool":`),
    whole.replace('"value":', `"value":${DEEP},"value":`),
    whole.replace('"schemaVersion":1', '"schemaVersion":99,"schemaVersion":1'),
    whole.replace('"schemaVersion":1', '"__proto__":{"polluted":1},"schemaVersion":1'),
    whole.replace('"schemaVersion":1', '"constructor":{"prototype":{"polluted":1}},"schemaVersion":1'),
    ...[`\ufeff${whole}`, `\ufeff\ufeff${whole}`, whole.replaceAll(",", ",\n\t")],
    whole.replace('"claims":{', `"claims":{"x":${DEEP},`),
    whole.replace('"schemaVersion":1', '"schemaVersion":1,"schemaVersion":99'),
  ];
}

/** A member that no version knows. */
function hostileMember(whole: string): fc.Arbitrary<string> {
  return fc
    .tuple(hostileText, hostileText)
    .map(([name, text]) => `{${JSON.stringify(`${name}.`)}:${JSON.stringify(text)},${whole.slice(1)}`);
}
