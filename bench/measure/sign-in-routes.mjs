// What stands between the pages of a context and the two servers: sign-ins go to the one with the brief tokens. Libraries
// that speak RFC 6749 alone get a token endpoint, and the document that leads there; it only translates.

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {{ url: string, signInUrl: string }} servers
 * @returns {Promise<() => string>} the id of the session that was begun last
 */
export async function routeSignIns(context, { url, signInUrl }) {
  let session = '';
  const ask = async (
    /** @type {import('@playwright/test').Route} */ route,
    /** @type {string} */ address,
    /** @type {object} */ data,
  ) => {
    const headers = { 'content-type': 'application/json' };
    const response = await route.fetch({ url: address, headers, postData: data });
    return { response, body: response.ok() ? await response.json() : null };
  };
  const signIn = async (
    /** @type {import('@playwright/test').Route} */ route,
    /** @type {object} */ credentials,
  ) => {
    const answer = await ask(route, `${signInUrl}/api/login`, credentials);
    session = claimsOf(answer.body.accessToken).sid;
    return answer;
  };

  await context.route(`${url}/api/login`, async (route) => {
    const { response } = await signIn(route, route.request().postDataJSON());
    await route.fulfill({ response });
  });
  await context.route(`${url}/.well-known/openid-configuration`, (route) =>
    route.fulfill({
      json: { issuer: url, token_endpoint: `${url}/oauth/token`, jwks_uri: `${url}/oauth/keys` },
    }),
  );
  await context.route(`${url}/oauth/keys`, (route) => route.fulfill({ json: { keys: [] } }));
  await context.route(`${url}/oauth/token`, async (route) => {
    const form = Object.fromEntries(new URLSearchParams(route.request().postData() ?? ''));
    const { grant_type: grant, refresh_token: refreshToken, username, password } = form;
    const { body } =
      grant === 'refresh_token'
        ? await ask(route, `${url}/api/refresh-token`, { refreshToken })
        : await signIn(route, { username, password });
    if (!body) return route.fulfill({ status: 400, json: { error: 'invalid_grant' } });
    return route.fulfill({
      json: {
        access_token: body.accessToken,
        refresh_token: body.refreshToken,
        expires_in: body.expiresIn,
        token_type: 'Bearer',
        // One candidate requires an ID token, but none of the cases reads it.
        id_token: body.accessToken,
      },
    });
  });
  return () => session;
}

function claimsOf(/** @type {string} */ token) {
  return JSON.parse(Buffer.from(String(token.split('.')[1]), 'base64url').toString());
}
