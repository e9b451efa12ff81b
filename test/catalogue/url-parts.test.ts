import { expect, test } from "vitest";
import { urlParts, type UrlParts } from "../../src/catalogue/url-parts.ts";

function parts(scheme: string, address: string, tail = "", userInfo?: string): UrlParts {
  return { scheme, address, tail, ...(userInfo === undefined ? {} : { userInfo }) };
}

test.each([
  ["https://contoso.example/a?b#c", parts("https://", "contoso.example/a", "?b#c")],
  ["contoso.example", parts("", "contoso.example")],
  ["proxy/http://contoso.example", parts("", "proxy/http://contoso.example")],
  ["svn+ssh.2-x://contoso.example", parts("svn+ssh.2-x://", "contoso.example")],
  // Quotes of a shell or of a file, also doubled; those inside stay.
  [` "https://contoso.example" `, parts("https://", "contoso.example")],
  [`""https://contoso.example""`, parts("https://", "contoso.example")],
  ["''https://contoso.example''", parts("https://", "contoso.example")],
  [`https://con"toso.example`, parts("https://", `con"toso.example`)],
  // A placeholder of a pipeline.
  ["#{proxy}#", parts("", "#{proxy}#")],
  ["https://?a", parts("https://", "?a")],
])("what %j is made of", (text, expected) => {
  expect(urlParts(text)).toEqual(expected);
});

test.each([
  ["http://u:p@proxy:3128", parts("http://", "proxy:3128", "", "u:p")],
  ["http://@proxy:3128", parts("http://", "proxy:3128", "", "")],
  ["http://u:pa/ss@proxy:3128", parts("http://", "proxy:3128", "", "u:pa/ss")],
  ["http://u:p?a#s@proxy:3128/?q", parts("http://", "proxy:3128/", "?q", "u:p?a#s")],
  ["u:p\n/s@proxy", parts("", "proxy", "", "u:p\n/s")],
  ["u/p@proxy", parts("", "proxy", "", "u/p")],
  ["http://u:p@#{proxy}#", parts("http://", "#{proxy}#", "", "u:p")],
  // Whose host is missing.
  ["user:pass", parts("", "", "", "user:pass")],
  ["user:12pass", parts("", "", "", "user:12pass")],
  [":12p4", parts("", "", "", ":12p4")],
  ["user:pa\nss", parts("", "", "", "user:pa\nss")],
])("a user and a password: %j", (text, expected) => {
  expect(urlParts(text)).toEqual(expected);
});

test.each([
  ["contoso.example/?q=a@b", parts("", "contoso.example/", "?q=a@b")],
  ["contoso.example:443/?q=a@b", parts("", "contoso.example:443/", "?q=a@b")],
  ["contoso.example/#\na@b", parts("", "contoso.example/", "#\na@b")],
  ["[::1]:8080/?q=a@b", parts("", "[::1]:8080/", "?q=a@b")],
  ["contoso.example:3128", parts("", "contoso.example:3128")],
  ["[fe80::1]:x", parts("", "[fe80::1]:x")],
])("no user: %j", (text, expected) => {
  expect(urlParts(text)).toEqual(expected);
});
