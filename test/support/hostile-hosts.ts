/** Where whoever wants the token listens. */
export const EVIL = "evil.test";

/** Letters that look like those of Latin hosts, and stops that a parser makes a full stop of. */
const LOOKALIKES: readonly (readonly [string, string])[] = [
  ["o", "\u043e"],
  ["a", "\u0430"],
  ["e", "\u0435"],
  ["c", "\u0441"],
  ["o", "\u03bf"],
  ["o", "0"],
  ["l", "1"],
  ["n", "\uff4e"],
  [".", "\u3002"],
  [".", "\uff0e"],
  [".", "\uff61"],
  [".", "%2e"],
  [".", "%E3%80%82"],
  [".", "\u2024"],
  [".", "-"],
];

/** Of the host itself, and of addresses behind which nobody of Azure is. */
const ADDRESSES = [
  "127.0.0.1",
  "0x7f.1",
  "0177.0.0.1",
  "2130706433",
  "127.1",
  "0",
  "10.0.0.4",
  "169.254.169.254",
  "0xa9fea9fe",
  "2852039166",
  "168.63.129.16",
  "[::1]",
  "[::ffff:169.254.169.254]",
  "[fd00::1]",
  "[fe80::1]",
  "localhost",
] as const;

/** Names that look like `host`, below `suffix`, and are somebody else's; not all of them can be a host at all. */
export function lookalikesOf(host: string, suffix: string): readonly string[] {
  const [label = "", ...rest] = host.split(".");
  const bare = rest.join(".");
  return [
    `${host}.${EVIL}`,
    `${host}-${EVIL}`,
    `${EVIL}.${suffix}.${EVIL}`,
    `${suffix}.${EVIL}`,
    `evil${suffix}`,
    `evil-${suffix}`,
    `contoso${suffix}`,
    `a.b.c.d.${suffix}`,
    `${EVIL}.${host}`,
    `www.evil.${host}`,
    `${host}.`,
    `${host}..`,
    `.${host}`,
    `${label}..${bare}`,
    `-.${suffix}`,
    `_.${suffix}`,
    `*.${suffix}`,
    `con_toso.${suffix}`,
    `xn--contoso-9ya.${suffix}`,
    `contoso.privatelink.${suffix}`,
    `contoso.${suffix.replace(/^[^.]+/, "web")}`,
    `contoso.${suffix.replace(".", "-")}`,
    `contoso.${suffix.replaceAll(".", "")}`,
    `contoso.${suffix}.cn`,
    `contoso.${suffix}.azurewebsites.net`,
    `contoso.${suffix}.trafficmanager.net`,
    `contoso.${suffix}.cloudapp.azure.com`,
    `${host.replaceAll(".", "-")}.azurewebsites.net`,
    `${host.replaceAll(".", "-")}.azure-api.net`,
    `${host.replaceAll(".", "-")}.blob.core.windows.net.${EVIL}`,
    ...LOOKALIKES.map(([from, to]) => host.replace(from, to)),
    ...LOOKALIKES.map(([from, to]) => replaceLast(host, from, to)),
    ...ADDRESSES,
  ];
}

/** What is given as a target, or written in a challenge or redirect, so that it looks like `host` and leads elsewhere. */
export function urlsLike(host: string, suffix: string): readonly string[] {
  const around = [
    `https://${host}@${EVIL}/`,
    `https://${host}:443@${EVIL}/`,
    `https://${host}%40${EVIL}/`,
    `https://${EVIL}\\@${host}/`,
    `https://${EVIL}#@${host}/`,
    `https://${EVIL}#.${suffix}`,
    `https://${EVIL}?.${suffix}`,
    `https://${EVIL}/.${suffix}`,
    `https://${EVIL};.${suffix}/`,
    `https:\\\\${EVIL}\\.${suffix}`,
    `https:/${EVIL}/${host}`,
    `https:///${EVIL}/${host}`,
    `https:${EVIL}`,
    `https://${EVIL}\t.${suffix}/`,
    `https://${EVIL}\n.${suffix}/`,
    `https://${EVIL}%00.${suffix}/`,
    `https://${EVIL}\0.${suffix}/`,
    `https://${EVIL}%09.${suffix}/`,
    `https://${EVIL}%2f.${suffix}/`,
    `https://${EVIL}%23.${suffix}/`,
    `https://user:secret@${host}/`,
    `https://@${EVIL}/`,
    `https://${host}:8443/`,
    `https://${host}:80/`,
    `https://${host}:0/`,
    `https://${host}:65535/`,
    `https://${host}:44 3/`,
    `https://${host}:443:8443/`,
    `http://${host}/`,
    `http://${host}:443/`,
    `HTTP://${host}/`,
    `ftp://${host}/`,
    `file://${host}/`,
    `ws://${host}/`,
    `wss://${host}/`,
    `javascript://${host}/%0aalert(1)`,
    `data:text/plain,${host}`,
    `blob:https://${host}/`,
    `//${host}/`,
    host,
    ` https://${EVIL}/${host}`,
    `https://[${host}]/`,
    `https://${host}/../@${EVIL}/`,
    `https://${host}//${EVIL}/`,
    `https://${host}/%2e%2e/%2f${EVIL}`,
    `sb://${host}@${EVIL}/`,
    `sqlserver://${host};server=${EVIL}/`,
    `postgresql://${host}@${EVIL}/`,
    `rediss://${EVIL}#${host}`,
  ];
  return [...around, ...lookalikesOf(host, suffix).map((one) => `https://${one}/`)];
}

function replaceLast(text: string, from: string, to: string): string {
  const at = text.lastIndexOf(from);
  return at < 0 ? text : `${text.slice(0, at)}${to}${text.slice(at + from.length)}`;
}
