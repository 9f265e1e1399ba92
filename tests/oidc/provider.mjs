// SPDX-FileCopyrightText: Segnavia contributors
// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A certified OpenID Connect provider on this machine, for the tests of the login. Whatever name one types at its login
// is the subject; what it tells of a subject stands in the file ACCOUNTS, which is read anew each time.
import { readFile } from "node:fs/promises";
import process from "node:process";

const { Provider } = await import(new URL("../../frontend/node_modules/oidc-provider/lib/index.js", import.meta.url));
const { PORT, REDIRECT_URI, ACCOUNTS } = process.env;

const provider = new Provider(`http://localhost:${PORT}`, {
  clients: [{ client_id: "segnavia", client_secret: "between us", redirect_uris: [REDIRECT_URI] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["of these tests only"] },
  async findAccount(_context, subject) {
    const told = JSON.parse(await readFile(ACCOUNTS, "utf8"))[subject];
    return { accountId: subject, claims: () => ({ sub: subject, ...told }) };
  },
});
provider.listen(Number(PORT), "127.0.0.1");
