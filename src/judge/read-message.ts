import {
  entraErrorOf,
  ENTRA_PATTERNS,
  lookUp,
  NO_PASSWORD,
  type EntraErrorRow,
} from "../catalogue/entra-errors.ts";
import { findings, type Slug } from "../catalogue/findings/index.ts";
import {
  CHAIN,
  CREDENTIALS,
  MESSAGE_IDS,
  messages,
  NEXT_PART,
  OAUTH_ERROR,
  SPEAKERS,
} from "../catalogue/messages.ts";
import { RELEASES } from "../catalogue/sdk-releases.ts";
import type {
  MessageIds,
  MessageReading,
  Reading,
  SpokenLink,
  SpokenRelease,
} from "../model/message-reading.ts";

/** Reads an error text that somebody pasted. */
export function readMessage(text: string): MessageReading {
  const release = releaseIn(text);
  const speaker = SPEAKERS.find(({ pattern }) => pattern.test(text))?.speaker ?? release?.sdk;
  const named = CREDENTIALS.filter(({ pattern }) => pattern.test(text)).map(({ link }) => link);
  const [only] = named;
  const bare = CHAIN.test(text) || named.length !== 1 ? undefined : only;
  const ids = { client: idsIn(text, "client"), object: idsIn(text, "object"), tenant: idsIn(text, "tenant") };
  const all = [...entraReadings(text, bare ?? only), ...messageReadings(text, ids)];
  const telling = all.filter(({ isUsual }) => !isUsual);
  const id = (pattern: RegExp) => pattern.exec(text)?.[1];
  return {
    ...(speaker === undefined ? {} : { speaker }),
    ...(release === undefined ? {} : { release }),
    ...(bare === undefined ? {} : { bare }),
    ids,
    readings: [...telling, ...all.filter(({ isUsual }) => isUsual)],
    correlationId: id(ENTRA_PATTERNS.correlationId),
    traceId: id(ENTRA_PATTERNS.traceId),
    timestamp: id(ENTRA_PATTERNS.timestamp),
  };
}

function idsIn(text: string, kind: keyof MessageIds): string[] {
  return [...new Set([...text.matchAll(MESSAGE_IDS[kind])].map(([, id = ""]) => id.toLowerCase()))];
}

function releaseIn(text: string): SpokenRelease | undefined {
  for (const { sdk, pattern } of RELEASES) {
    const version = pattern
      .exec(text)
      ?.slice(1)
      .find((group) => group !== undefined);
    if (version !== undefined) return { sdk, version };
  }
  return undefined;
}

function entraReadings(text: string, link: SpokenLink | undefined): Reading[] {
  const codes = [...new Set([...text.matchAll(ENTRA_PATTERNS.code)].map(([, code]) => Number(code)))];
  const oauth = OAUTH_ERROR.exec(text)?.[0];
  const clientId = idsIn(text, "client")[0];
  return codes.map((code): Reading => {
    const row = entraErrorOf([code], oauth);
    const causes = causesOf(row, link);
    const isPassword = causes[0] === "password-login-refused";
    const commands = isPassword ? undefined : row?.commands?.({ clientId, host: ANY_HOST });
    return {
      ...(link === undefined ? {} : { link }),
      code,
      means: row === undefined ? "a number of Entra's that is in no table of this version" : row.means,
      causes: causes.map((slug) => ({ slug, title: findings[slug].title })),
      fix: row === undefined ? lookUp(code) : isPassword ? NO_PASSWORD : row.fix,
      ...(commands === undefined ? {} : { commands: [...commands] }),
      isUsual: false,
    };
  });
}

/** A text does not say where the app runs. */
const ANY_HOST = { kind: "unknown", resourceId: undefined, name: undefined };

/** Sessions of people end in a developer tool's hands, unless the text says that the app itself sent a password. */
function causesOf(row: EntraErrorRow | undefined, link: SpokenLink | undefined): readonly Slug[] {
  if (row === undefined) return ["entra-refused"];
  if (row.isAnsweredByLogin !== true) return row.causes ?? [row.finding];
  if (link === "environment") return [row.finding];
  return row.finding === "password-login-refused"
    ? ["tool-login-expired", row.finding]
    : ["tool-login-expired"];
}

function messageReadings(text: string, ids: MessageIds): Reading[] {
  const parts = text.split(NEXT_PART);
  return messages
    .filter(({ pattern, beside, apart }) =>
      beside === undefined && apart === undefined
        ? pattern.test(text)
        : parts.some(
            (part) => pattern.test(part) && beside?.test(part) !== false && apart?.test(part) !== true,
          ),
    )
    .map(({ link, causes, means, fix, isUsual }) => {
      const { what, commands = [] } = fix?.(ids) ?? {};
      return {
        ...(link === undefined ? {} : { link }),
        means,
        causes: causes.map((slug) => ({ slug, title: findings[slug].title })),
        ...(what === undefined ? {} : { fix: what }),
        ...(commands.length === 0 ? {} : { commands: [...commands] }),
        isUsual: isUsual === true,
      };
    });
}
