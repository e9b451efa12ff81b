import type { Socket } from "node:net";
import type { PeerCertificate, TLSSocket } from "node:tls";
import { escapeText } from "../model/escape-text.ts";
import type { Certificate } from "../model/report.ts";

/** Longest part of a name that is kept; whoever made the certificate chose it. */
const NAME_LENGTH = 200;

export function isTls(socket: Socket): socket is TLSSocket {
  return "encrypted" in socket && socket.encrypted === true;
}

/**
 * Tells of the certificate that the other end shows, as soon as the handshake is over. Node checks it in a listener of
 * the same event, and has thrown it away when the error of an untrusted one is told: this listener comes first, looks,
 * and decides nothing.
 */
export function onPeerCertificate(
  socket: TLSSocket,
  tell: (certificate: Certificate | undefined) => void,
): void {
  socket.prependOnceListener("secure", () => tell(certificateOf(socket.getPeerCertificate())));
}

/** `undefined` where nothing was shown: a resumed session has no certificate. */
function certificateOf(peer: Partial<PeerCertificate>): Certificate | undefined {
  const { subject, issuer, fingerprint } = peer;
  if (subject === undefined || issuer === undefined || fingerprint === undefined) return undefined;
  const [validFrom, validTo] = [isoTime(peer.valid_from), isoTime(peer.valid_to)];
  const organization = nameOf(issuer.O);
  return {
    subject: nameOf(subject.CN) ?? nameOf(subject.O) ?? "an unnamed subject",
    issuer: nameOf(issuer.CN) ?? organization ?? "an unnamed issuer",
    ...(organization === undefined ? {} : { issuerOrganization: organization }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    thumbprint: fingerprint.replaceAll(":", ""),
  };
}

/** A name may have several values; the type does not say so. */
function nameOf(value: string | string[] | undefined): string | undefined {
  const text = [value ?? []].flat().join(", ");
  return text === "" ? undefined : escapeText(text, NAME_LENGTH);
}

function isoTime(text: string | undefined): string | undefined {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
