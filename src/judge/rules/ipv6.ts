import { hostOf } from "../describe.ts";
import { finding, type Rule } from "../finding.ts";

/** An IPv6 address that was silent, and IPv4 that answered the same request; whoever asked. */
export const ipv6Lost: Rule = ({ links, targets }) => {
  const all = [
    ...links.flatMap(({ exchanges }, index) =>
      exchanges.map((exchange, at) => ({ exchange, pointer: `/links/${index}/exchanges/${at}` })),
    ),
    ...targets.flatMap(({ challengeExchange }, index) =>
      challengeExchange === undefined
        ? []
        : [{ exchange: challengeExchange, pointer: `/targets/${index}/challengeExchange` }],
    ),
  ];
  const lost = all.flatMap(({ exchange: { url, status, passedAddresses = [] }, pointer }) => {
    const silent = passedAddresses.filter(
      ({ address, code }) => code === "ETIMEDOUT" && address.includes(":"),
    );
    return status === undefined || silent.length === 0
      ? []
      : [{ host: hostOf(url), addresses: silent.map(({ address }) => address), pointer }];
  });
  if (lost.length === 0) return [];
  const hosts = [...new Set(lost.map(({ host }) => host))];
  const addresses = [...new Set(lost.flatMap((one) => one.addresses))];
  return [
    finding(
      "dual-stack-stalls",
      { hosts, addresses },
      lost.map(({ pointer }) => pointer),
    ),
  ];
};
