import { entraErrorOf, ENTRA_PATTERNS } from "../catalogue/entra-errors.ts";
import { findings, type Slug } from "../catalogue/findings/index.ts";
import { CREDENTIALS, messages, SPEAKERS } from "../catalogue/messages.ts";
import type { MessageReading, Reading, SpokenLink } from "../model/message-reading.ts";

const CHAIN = /DefaultAzureCredential|ChainedTokenCredential|Attempted credentials/;

/** Reads an error text that somebody pasted. */
export function readMessage(text: string): MessageReading {
  const speaker = SPEAKERS.find(({ pattern }) => pattern.test(text))?.speaker;
  const named = CREDENTIALS.filter(({ pattern }) => pattern.test(text)).map(({ link }) => link);
  const [only] = named;
  const bare = CHAIN.test(text) || named.length !== 1 ? undefined : only;
  const all = [...entraReadings(text, bare ?? only), ...messageReadings(text)];
  const telling = all.filter(({ isUsual }) => !isUsual);
  const id = (pattern: RegExp) => pattern.exec(text)?.[1];
  return {
    ...(speaker === undefined ? {} : { speaker }),
    ...(bare === undefined ? {} : { bare }),
    ids: { client: [], object: [], tenant: [] },
    readings: [...telling, ...all.filter(({ isUsual }) => isUsual)],
    correlationId: id(ENTRA_PATTERNS.correlationId),
    traceId: id(ENTRA_PATTERNS.traceId),
    timestamp: id(ENTRA_PATTERNS.timestamp),
  };
}

function entraReadings(text: string, link: SpokenLink | undefined): Reading[] {
  const codes = [...new Set([...text.matchAll(ENTRA_PATTERNS.code)].map(([, code]) => Number(code)))];
  return codes.map((code): Reading => {
    const oauth = /\binvalid_(?:client|scope|request|grant)\b/.exec(text)?.[0];
    const row = entraErrorOf([code], oauth);
    const slug: Slug = row?.finding ?? "entra-refused";
    return {
      ...(link === undefined ? {} : { link }),
      code,
      means: row === undefined ? "a number of Entra's that is in no table of this version" : row.means,
      causes: [{ slug, title: findings[slug].title }],
      ...(row === undefined ? {} : { fix: row.fix }),
      isUsual: false,
    };
  });
}

function messageReadings(text: string): Reading[] {
  return messages
    .filter(({ pattern }) => pattern.test(text))
    .map(({ link, causes, means, isUsual }) => ({
      ...(link === undefined ? {} : { link }),
      means,
      causes: causes.map((slug) => ({ slug, title: findings[slug].title })),
      isUsual: isUsual === true,
    }));
}
